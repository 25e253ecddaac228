package dev.pli.crypto.noise;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.primitive.X25519;
import java.util.SplittableRandom;

/// First, second and third messages of a stranger, in both patterns.
class HandshakeStateFuzzTest {
  @FuzzTest
  void message(byte[] input) {
    for (Pattern pattern : new Pattern[] {Pattern.XX, Pattern.XXHFS_PSK3}) {
      for (int message = 0; message < 3; message++) {
        read(pattern, message, Bytes.copyOf(input));
      }
    }
  }

  private static void read(Pattern pattern, int message, Bytes input) {
    try {
      HandshakeState reader = state(pattern, Pattern.sender(message).other(), 1);
      HandshakeState writer = state(pattern, Pattern.sender(message), 2);
      for (int i = 0; i < message; i++) {
        if (Pattern.sender(i) == Pattern.sender(message)) {
          reader.read(writer.write(Bytes.zero(8)));
        } else {
          writer.read(reader.write(Bytes.zero(8)));
        }
      }
      reader.read(input);
    } catch (RejectedException e) {
      assertInstanceOf(NoiseRule.class, e.rule());
    }
  }

  private static HandshakeState state(Pattern pattern, Role role, long seed) {
    var random = new SplittableRandom(seed);
    var state =
        new HandshakeState(pattern, role, Bytes.EMPTY, X25519.KeyPair.generate(random), random);
    state.usePsk(Secret.copyOf(Bytes.zero(32)));
    return state;
  }
}
