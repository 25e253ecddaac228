package dev.pli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final Table TABLE =
      new Table(
          new Machine(
              LocalDate.of(2026, 11, 24), "A processor", 2, 24, "25", "0.10 over one minute"),
          "--quick",
          List.of(
              new Line("a file", "2 s", "scp: 3 s", "1.50 ×", Line.Bar.of("≥ 1 ×", true)),
              new Line("memory", "300 MiB", "", "", Line.Bar.of("< 256 MiB", false)),
              Line.absent("another", "not here")));

  private static final String MARKDOWN =
      """
      2026-11-24, `bench/run --quick`: A processor, 2 cores, 24 GiB; JDK 25; \
      load average at the start 0.10 over one minute.

      | measured | Pli | beside it, same run | ratio | bar | reached |
      |---|---|---|---|---|---|
      | a file | 2 s | scp: 3 s | 1.50 × | ≥ 1 × | yes |
      | memory | 300 MiB |  |  | < 256 MiB | **no** |
      | another | not here |  |  |  |  |
      """;

  @Test
  void saysTheMachineAndEachLine() {
    assertEquals(MARKDOWN, TABLE.markdown());
  }

  @Test
  void replacesWhatIsBetweenTheMarkers() {
    assertEquals(
        "# Pli\n<!-- bench:begin -->\n" + MARKDOWN + "<!-- bench:end -->\nthe end\n",
        TABLE.into("# Pli\n<!-- bench:begin -->\n*Nothing yet.*\n<!-- bench:end -->\nthe end\n"));
  }

  @Test
  void leavesAPageWithoutMarkersAlone() {
    assertThrows(IllegalArgumentException.class, () -> TABLE.into("# Pli\n"));
  }
}
