package dev.pli.core.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.session.Purpose;

/// Whatever a peer sends inside a session, these parsers reject or understand in one way.
class FrameFuzzTest {
  /// Reads a body and writes it again.
  private interface Codec {
    Bytes again(Bytes body) throws RejectedException;
  }

  @FuzzTest
  void envelope(byte[] input) {
    try {
      Envelope envelope = FrameCodec.parse(Bytes.copyOf(input));
      assertEquals(envelope, FrameCodec.parse(FrameCodec.encode(envelope)));
    } catch (RejectedException e) {
      assertEquals(FrameRule.S002_PROTOBUF, e.rule());
    }
  }

  @FuzzTest
  void finish(byte[] input) {
    assertExact(input, body -> Finish.parse(body, Purpose.LINK).encode());
    assertExact(input, body -> Finish.parse(body, Purpose.REKEY).encode());
  }

  @FuzzTest
  void sync(byte[] input) {
    assertExact(input, body -> Sync.parse(body, Purpose.LINK).encode());
    assertExact(input, body -> Sync.parse(body, Purpose.REKEY).encode());
  }

  @FuzzTest
  void fixed(byte[] input) {
    assertExact(input, body -> Ack.parse(body).encode());
    assertExact(input, body -> BlobGet.parse(body).encode());
    assertExact(input, body -> BlobNo.parse(body).encode());
    assertExact(input, body -> Ping.parse(body).encode());
  }

  private static void assertExact(byte[] input, Codec codec) {
    try {
      assertEquals(Bytes.copyOf(input), codec.again(Bytes.copyOf(input)));
    } catch (RejectedException e) {
      assertEquals('S', e.rule().name().charAt(0));
    }
  }
}
