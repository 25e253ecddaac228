package dev.pli.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.paper.QrCode;
import org.junit.jupiter.api.Test;

class QrTextTest {
  private static final QrCode CODE = QrCode.of("pli:AQIDBAUG");

  @Test
  void everyModuleIsHalfACharacter() {
    String[] lines = QrText.draw(CODE, false).split("\n");
    int side = CODE.size() + 4;
    assertEquals((side + 1) / 2, lines.length);
    for (int y = 0; y < CODE.size(); y++) {
      for (int x = 0; x < CODE.size(); x++) {
        char block = lines[(y + 2) / 2].charAt(x + 2);
        boolean dark = (y % 2 == 0) ? "█▀".indexOf(block) >= 0 : "█▄".indexOf(block) >= 0;
        assertEquals(CODE.isDark(x, y), dark, x + "," + y);
      }
    }
  }

  @Test
  void onATerminalTheColoursAreForced() {
    for (String line : QrText.draw(CODE, true).split("\n")) {
      assertTrue(line.startsWith("\u001b[38;5;16;48;5;231m") && line.endsWith("\u001b[0m"));
    }
  }
}
