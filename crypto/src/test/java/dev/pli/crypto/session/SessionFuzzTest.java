package dev.pli.crypto.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.noise.NoiseRule;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Padding;
import dev.pli.crypto.primitive.X25519;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

/// Frames, headers, handshake messages and records that a stranger made, or a peer who lies.
class SessionFuzzTest {
  @FuzzTest
  void frames(byte[] input) {
    var decoder = new RecordDecoder();
    try {
      List<Bytes> whole = decoder.feed(ByteBuffer.wrap(input));
      Bytes again = Bytes.EMPTY;
      for (Bytes frame : whole) {
        again = Bytes.concat(again, RecordDecoder.encode(frame));
      }
      assertEquals(Bytes.copyOf(input).slice(0, again.length()), again);
    } catch (RejectedException e) {
      assertEquals(SessionRule.S401_RECORD_LENGTH, e.rule());
    }
  }

  @FuzzTest
  void header(byte[] input) {
    try {
      Header header = Header.parse(Bytes.copyOf(input));
      assertEquals(Bytes.copyOf(input).slice(0, Header.BYTES), header.encode());
    } catch (RejectedException e) {
      assertEquals(SessionRule.S301_HEADER, e.rule());
    }
  }

  @FuzzTest
  void rekeyStep(byte[] input) {
    try {
      assertEquals(Bytes.copyOf(input), RekeyStep.parse(Bytes.copyOf(input)).encode());
    } catch (RejectedException e) {
      assertEquals(SessionRule.S001_LAYOUT, e.rule());
    }
  }

  @FuzzTest
  void record(byte[] input) throws RejectedException {
    Session session = Pair.open(1).responder;
    try {
      session.open(Bytes.copyOf(input));
      throw new AssertionError("opened what nobody sealed");
    } catch (RejectedException e) {
      assertInstanceOf(SessionRule.class, e.rule());
    }
  }

  /// A plaintext of a right length, sealed by the peer.
  @FuzzTest
  void recordOfALiar(byte[] input) throws RejectedException {
    if (input.length > Records.MAX_PLAINTEXT_BYTES) {
      return;
    }
    Bytes body = Bytes.copyOf(input);
    int padded = (int) Padding.contentBytes(body.length());
    Bytes plaintext = Bytes.concat(body, Bytes.zero(padded - body.length()));
    Pair pair = Pair.open(1);
    Bytes record = new Forger(pair.initiator).seal(plaintext);
    try {
      Session.Opened opened = pair.responder.open(record);
      assertTrue(opened.body().length() <= Records.MAX_BODY_BYTES);
    } catch (RejectedException e) {
      assertInstanceOf(SessionRule.class, e.rule());
    }
  }

  /// `input` laid over the messages of a real handshake, one after the other.
  @FuzzTest
  void handshake(byte[] input) throws RejectedException {
    var random = new SplittableRandom(1);
    X25519.KeyPair initiatorKeys = X25519.KeyPair.generate(random);
    X25519.KeyPair responderKeys = X25519.KeyPair.generate(random);
    Bytes payload = Purpose.LINK.pad(Bytes.EMPTY);
    Handshake.AwaitingReply awaiting =
        Handshake.initiate(Header.link(), Pair.BINDING, initiatorKeys, random);
    Bytes m1 = awaiting.message();
    rejected(() -> Handshake.hear(over(m1, input), Pair.BINDING, responderKeys, random));
    rejected(() -> Handshake.hear(Bytes.copyOf(input), Pair.BINDING, responderKeys, random));
    Handshake.Answered answered =
        Handshake.hear(m1, Pair.BINDING, responderKeys, random).answer(payload);
    Handshake.AwaitingReply victim =
        Handshake.initiate(Header.link(), Pair.BINDING, initiatorKeys, random);
    rejected(() -> victim.read(over(answered.message(), input)));
    rejected(() -> answered.read(Bytes.copyOf(input), Pair.PSK));
  }

  private interface Step {
    Object take() throws RejectedException;
  }

  private static void rejected(Step step) {
    try {
      step.take();
    } catch (RejectedException e) {
      assertTrue(e.rule() instanceof SessionRule || e.rule() instanceof NoiseRule);
    }
  }

  private static Bytes over(Bytes message, byte[] input) {
    byte[] changed = message.toArray();
    for (int i = 0; i < Math.min(changed.length, input.length); i++) {
      changed[i] ^= input[i];
    }
    return Bytes.copyOf(changed);
  }
}
