package dev.pli.crypto.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;

/// What parses is written as the same bytes.
class CanonicalJsonFuzzTest {
  @FuzzTest
  void bytes(byte[] input) {
    Bytes json = Bytes.copyOf(input);
    try {
      JsonValue value = CanonicalJson.parse(json, CanonicalJson.MAX_OTHER_BYTES);
      assertEquals(json, CanonicalJson.write(value));
    } catch (RejectedException e) {
      assertInstanceOf(StatementRule.class, e.rule());
    }
  }
}
