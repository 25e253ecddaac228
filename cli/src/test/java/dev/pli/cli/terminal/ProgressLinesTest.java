package dev.pli.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.cli.words.Words;
import dev.pli.core.identity.Language;
import dev.pli.core.office.Progress;
import dev.pli.core.office.Progress.Phase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicLong clock = new AtomicLong();

  private ProgressLines lines(boolean renewing, Console.Verbosity verbosity) {
    var stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    var words = Words.of(Language.FRENCH, TimeZone.getTimeZone("UTC"));
    return new ProgressLines(new Console(stream, stream, verbosity), words, renewing, clock::get);
  }

  private String told() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void withoutATerminalTellsStartEachTenthAndEnd() {
    try (var lines = lines(false, Console.Verbosity.USUAL)) {
      for (int i = 0; i <= 100; i++) {
        lines.accept(new Progress(Phase.SEALING, "a", i, 100, ""));
      }
    }
    assertEquals(11, told().lines().count(), told());
    assertEquals("a  0 octet sur 100 octets  0 %  (chiffrement)", told().lines().findFirst().get());
    assertEquals(
        "a  100 octets sur 100 octets  100 %  (chiffrement)", told().lines().toList().getLast());
  }

  @Test
  void onATerminalRenewsOneLineTenTimesASecond() {
    try (var lines = lines(true, Console.Verbosity.USUAL)) {
      for (int i = 0; i < 1000; i++) {
        clock.addAndGet(SECOND / 1000);
        lines.accept(new Progress(Phase.SENDING, "acte.pdf", i * 1000L, 1_000_000, "lan"));
      }
    }
    assertEquals(10, told().chars().filter(c -> c == '\r').count(), told());
    assertEquals(1, told().chars().filter(c -> c == '\n').count());
  }

  @Test
  void saysTheRateAndTheTimeLeft() {
    var lines = lines(true, Console.Verbosity.USUAL);
    lines.accept(new Progress(Phase.SENDING, "acte.pdf", 64_000_000, 1_000_000_000, "lan"));
    clock.set(6 * SECOND);
    lines.accept(new Progress(Phase.SENDING, "acte.pdf", 412_000_000, 1_000_000_000, "lan"));
    String last = told().substring(told().lastIndexOf('\r') + 1);
    assertEquals(
        "acte.pdf  412 Mo sur 1,0 Go  41 %  58 Mo/s  reste 10 s  (réseau local)\u001b[K", last);
  }

  @Test
  void saysNothingWhenAskedToBeQuiet() {
    try (var lines = lines(false, Console.Verbosity.QUIET)) {
      lines.accept(new Progress(Phase.SAVING, "a", 1, 2, ""));
    }
    assertEquals("", told());
  }

  @Test
  void emptyWorkNeedsNoLine() {
    try (var lines = lines(false, Console.Verbosity.USUAL)) {
      lines.accept(new Progress(Phase.SAVING, "a", 0, 0, ""));
    }
    assertEquals("", told());
  }
}
