package dev.pli.crypto.primitive;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import org.junit.jupiter.api.Test;

class SelfTestTest {
  @Test
  void everyPrimitiveGivesItsKnownAnswer() {
    assertDoesNotThrow(SelfTest::run);
  }
}
