package dev.pli.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/// How tests say that a rule was broken.
public final class Rejections {
  private Rejections() {}

  public static void assertRejected(Rule rule, Executable executable) {
    assertEquals(rule, assertThrows(RejectedException.class, executable).rule());
  }
}
