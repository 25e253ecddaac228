package dev.pli.cli.demo;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaintextSearchTest {
  private static final String WORDS = "ornithorynque";

  @TempDir Path folder;

  private boolean finds() throws IOException {
    return new PlaintextSearch(List.of(Bytes.utf8(WORDS))).finds(folder);
  }

  private void plantAt(int offset) throws IOException {
    var content = new byte[3 << 20];
    byte[] words = WORDS.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(words, 0, content, offset, words.length);
    Files.write(folder.resolve("blob"), content);
  }

  @Test
  void findsWordsAcrossTwoWindows() throws IOException {
    for (int offset = (1 << 20) - 20; offset < (1 << 20) + 20; offset++) {
      plantAt(offset);
      assertTrue(finds(), "at " + offset);
    }
  }

  @Test
  void findsWordsAtTheLastByte() throws IOException {
    plantAt((3 << 20) - WORDS.length());
    assertTrue(finds());
  }

  @Test
  void findsANameOfAFile() throws IOException {
    Files.write(folder.resolve("a-" + WORDS + ".pdf"), new byte[1]);
    assertTrue(finds());
  }

  @Test
  void findsNothingInZeros() throws IOException {
    Files.write(folder.resolve("blob"), new byte[3 << 20]);
    assertFalse(finds());
  }
}
