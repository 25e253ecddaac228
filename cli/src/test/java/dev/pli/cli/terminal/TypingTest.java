package dev.pli.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TypingTest {
  private final StringWriter shown = new StringWriter();

  private Optional<String> typed(String keys, boolean masked) throws IOException {
    return new Typing(new StringReader(keys), new PrintWriter(shown, true), masked).line();
  }

  @Test
  void showsTheLineOrStars() throws IOException {
    assertEquals(Optional.of("été 😀"), typed("été 😀\rrest", false));
    assertEquals("été 😀", shown.toString());
    assertEquals(Optional.of("été 😀"), typed("été 😀\n", true));
    assertEquals("été 😀*****", shown.toString());
  }

  @Test
  void takesBack() throws IOException {
    assertEquals(Optional.of("ac"), typed("\u007fab\u007fc\r", false));
    assertEquals(Optional.of("b"), typed("a😀\u0015b\r", false));
    assertEquals(Optional.of("a"), typed("a😀\b\r", true));
  }

  @Test
  void noAnswerIsNone() throws IOException {
    assertEquals(Optional.empty(), typed("\u0004", false));
    assertEquals(Optional.empty(), typed("abc\u0003", false));
    assertEquals(Optional.empty(), typed("abc", false), "the terminal went");
    assertEquals(Optional.of("a"), typed("a\u0004\r", false));
    assertEquals(Optional.of(""), typed("\r", true));
  }

  @Test
  void keysThatSendSequencesDoNothing() throws IOException {
    assertEquals(Optional.of("ab"), typed("a\u001b[D\u001b[3~\u001bOH\tb\r", false));
    assertEquals("ab", shown.toString());
  }
}
