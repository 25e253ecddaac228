package dev.pli.transport.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.Rule;
import org.junit.jupiter.api.function.Executable;

/// Says which rule an action must break.
public final class Rejections {
  private Rejections() {}

  public static void assertRejected(Rule rule, Executable action) {
    assertEquals(rule, assertThrows(RejectedException.class, action).rule());
  }
}
