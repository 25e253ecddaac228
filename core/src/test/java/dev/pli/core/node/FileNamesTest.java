package dev.pli.core.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FileNamesTest {
  @Test
  void aNameIsNeverAPath() {
    assertEquals("_etc_passwd", FileNames.toWrite("/etc/passwd"));
    assertEquals("_.._.bashrc", FileNames.toWrite("../../.bashrc"));
    assertEquals("C__Windows_a.dll", FileNames.toWrite("C:\\Windows\\a.dll"));
    assertEquals("a.txt__$DATA", FileNames.toWrite("a.txt::$DATA"));
    assertEquals("a.txt", FileNames.toWrite("a\0.txt"));
    for (String nothing : List.of("", ".", "..", " . .", "\u202e", "\n")) {
      assertEquals("sans-nom", FileNames.toWrite(nothing));
    }
  }

  @Test
  void aNameShowsWhatItIs() {
    assertEquals("factgpj.exe", FileNames.toWrite("fact\u202egpj.exe"), "no turned direction");
    assertEquals("a.pdf", FileNames.toWrite("\u2066a\u200b.pdf\ufeff"));
    assertEquals("bashrc", FileNames.toWrite(".bashrc"), "no hidden file");
    assertEquals("\u00c9.pdf", FileNames.toWrite("E\u0301.pdf"), "composed");
  }

  @Test
  void aNameIsNoDevice() {
    for (String device : List.of("CON", "con.txt", "Nul .pdf", "com1", "LPT9.a.b", "COM\u00b9.x")) {
      assertTrue(FileNames.toWrite(device).startsWith("_"), device);
    }
    assertEquals("console.txt", FileNames.toWrite("console.txt"));
  }

  @Test
  void programsAreRefusedHoweverTheyAreWritten() {
    for (String program :
        List.of(
            "a.exe",
            "a.EXE",
            "a.pdf.exe",
            "a.exe.",
            "a.exe. . ",
            "a.ex\u200be",
            "a\u202efdp.exe",
            ".lnk.url",
            "x".repeat(236) + ".exe y" + "z".repeat(40))) {
      assertTrue(FileNames.isRefused(program), program);
    }
    for (String paper : List.of("a.pdf", "exe", "a.exe.pdf", "exe.")) {
      assertFalse(FileNames.isRefused(paper), paper);
    }
  }

  @Test
  void aCutNameEndsAsTheDiskKeepsIt() {
    assertEquals("x".repeat(236) + ".exe", FileNames.toWrite("x".repeat(236) + ".exe " + long40()));
    String cut = FileNames.toWrite("\u00e9".repeat(200) + ".pdf");
    assertTrue(cut.endsWith("\u00e9.pdf"), cut);
    assertTrue(cut.getBytes(StandardCharsets.UTF_8).length <= 240);
  }

  private static String long40() {
    return "y".repeat(40);
  }

  @Test
  void namesThatBecomeOneNameAreNumbered() {
    assertEquals(
        List.of("a_.pdf", "a_-2.pdf", "a_-3.pdf"),
        FileNames.toWrite(List.of("a?.pdf", "a*.pdf", "a|.pdf")));
    assertEquals(
        List.of("\u00c9.pdf", "\u00c9-2.pdf"),
        FileNames.toWrite(List.of("\u00c9.pdf", "E\u0301.pdf")));
    assertEquals(List.of("a.pdf", "A-2.PDF"), FileNames.toWrite(List.of("a.pdf", "A.PDF")));
    assertEquals(
        List.of("a-2.pdf", "a.pdf", "A-3.pdf"),
        FileNames.toWrite(List.of("a-2.pdf", "a.pdf", "A.pdf")));
    assertEquals(List.of("sans-nom", "sans-nom-2"), FileNames.toWrite(List.of("", "..")));
  }

  @Test
  void longNamesThatAreCutToOneNameAreNumbered() {
    List<String> written =
        FileNames.toWrite(List.of("x".repeat(250) + "1.pdf", "x".repeat(250) + "2.pdf"));
    var folded = new HashSet<String>();
    for (String name : written) {
      assertTrue(folded.add(name.toLowerCase(Locale.ROOT)), name);
      assertTrue(name.length() <= FileNames.MAX_BYTES);
    }
  }
}
