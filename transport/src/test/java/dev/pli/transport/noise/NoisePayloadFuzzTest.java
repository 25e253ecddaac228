package dev.pli.transport.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.wire.FramePool;
import java.nio.ByteBuffer;
import java.util.Random;

class NoisePayloadFuzzTest {
  @FuzzTest
  void payload(byte[] input) {
    try {
      var payload = NoisePayload.parse(Bytes.copyOf(input));
      assertEquals(payload, NoisePayload.parse(payload.encode()));
      payload.verify(Bytes.zero(32));
    } catch (RejectedException e) {
      assertTrue(e.rule().name().startsWith("T"));
    }
  }

  @FuzzTest
  void handshake(byte[] input) {
    var random = new Random(1);
    var keys = dev.pli.crypto.primitive.Ed25519.KeyPair.generate(random);
    var channel = SecureChannel.answer(ChannelIdentity.create(keys, random), random);
    try {
      var bytes = ByteBuffer.wrap(input);
      while (bytes.hasRemaining()) {
        assertTrue(channel.feed(bytes).established().isEmpty());
      }
    } catch (RejectedException e) {
      assertTrue(e.rule().name().length() > 3);
    }
  }

  @FuzzTest
  void frames(byte[] input) {
    var opener =
        new FrameOpener(dev.pli.crypto.primitive.Secret.copyOf(Bytes.zero(32)), new FramePool());
    try {
      assertTrue(opener.next(ByteBuffer.wrap(input)).isEmpty());
    } catch (RejectedException e) {
      assertTrue(e.rule() instanceof ChannelRule);
    }
  }
}
