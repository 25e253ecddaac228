package dev.pli.crypto.statement;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;

/// A statement that nobody signed is never verified, whatever it looks like.
class StatementVerifierFuzzTest {
  @FuzzTest
  void statement(byte[] input) {
    verify(Bytes.copyOf(input));
  }

  /// Two headers and a payload in the right envelope.
  @FuzzTest
  void headers(byte[] input) {
    Bytes bytes = Bytes.copyOf(input);
    int third = bytes.length() / 3;
    JsonObject first =
        Envelope.signature(LyingSigner.encode(bytes.slice(0, third)), Bytes.zero(64));
    JsonObject second =
        Envelope.signature(LyingSigner.encode(bytes.slice(third, 2 * third)), Bytes.zero(3_309));
    String payload = LyingSigner.encode(bytes.slice(2 * third, bytes.length()));
    verify(CanonicalJson.write(Envelope.of(payload, first, second)));
  }

  @FuzzTest
  void certificate(byte[] input) {
    boolean isOurs =
        SelfSignedCertificate.isOf(
            LyingSigner.KEYS.keySet(), LyingSigner.VALIDITY, Bytes.copyOf(input));
    assertTrue(!isOurs || Bytes.copyOf(input).equals(new LyingSigner().certificate));
  }

  private static void verify(Bytes jws) {
    try {
      StatementVerifier.verify(jws, LyingSigner.KEYS.keySet(), LyingSigner.VALIDITY);
      throw new AssertionError("verified what nobody signed");
    } catch (RejectedException e) {
      assertInstanceOf(StatementRule.class, e.rule());
    }
  }
}
