package dev.pli.core.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.session.Purpose;

/// Whatever comes, these parsers reject or give back the same bytes.
class IdentityFuzzTest {
  @FuzzTest
  void card(byte[] input) {
    try {
      assertEquals(Bytes.copyOf(input), Card.parse(Bytes.copyOf(input), People.NOW).encode());
    } catch (RejectedException e) {
      assertEquals(IdentityRule.class, e.rule().getClass());
    }
  }

  @FuzzTest
  void certificate(byte[] input) {
    try {
      var certificate = DeviceCertificate.parse(Bytes.copyOf(input));
      assertEquals(Bytes.copyOf(input), certificate.encode());
      certificate.requireSignedBy(People.ALICE.card());
    } catch (RejectedException e) {
      assertEquals(IdentityRule.class, e.rule().getClass());
    }
  }

  @FuzzTest
  void list(byte[] input) {
    try {
      var list = DeviceList.parse(Bytes.copyOf(input));
      assertEquals(Bytes.copyOf(input), list.encode());
      list.requireSignedBy(People.ALICE.card());
    } catch (RejectedException e) {
      assertEquals(IdentityRule.class, e.rule().getClass());
    }
  }

  @FuzzTest
  void reply(byte[] input) {
    try {
      Purpose purpose = purpose(input);
      var reply = HandshakePayload.parseReply(Bytes.copyOf(input), purpose, People.NOW);
      assertEquals(reply, HandshakePayload.parseReply(reply.encode(purpose), purpose, People.NOW));
    } catch (RejectedException e) {
      // Any rule of the payload and of what is in it.
    }
  }

  @FuzzTest
  void proof(byte[] input) {
    try {
      Purpose purpose = purpose(input);
      var proof = HandshakePayload.parseProof(Bytes.copyOf(input), purpose, People.NOW);
      assertEquals(proof, HandshakePayload.parseProof(proof.encode(purpose), purpose, People.NOW));
    } catch (RejectedException e) {
      // Any rule of the payload and of what is in it.
    }
  }

  /// A payload has the length of its purpose, so the length chooses.
  private static Purpose purpose(byte[] input) {
    return input.length > Purpose.LINK.payloadBytes() ? Purpose.PAIR : Purpose.LINK;
  }

  @FuzzTest
  void words(byte[] input) {
    String text = Bytes.copyOf(input).utf8();
    Words.parse(text).ifPresent(words -> assertEquals(Words.parse(words.text()).get(), words));
    Fingerprint.parse(text)
        .ifPresent(found -> assertEquals(found, Fingerprint.parse(found.grouped()).get()));
  }
}
