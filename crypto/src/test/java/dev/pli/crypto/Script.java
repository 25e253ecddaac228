package dev.pli.crypto;

import dev.pli.crypto.primitive.Bytes;
import java.util.random.RandomGenerator;

/// "Random" bytes that a vector prescribes, in the order in which they are drawn.
public final class Script implements RandomGenerator {
  private final Bytes bytes;
  private int position;

  public Script(Bytes... bytes) {
    this.bytes = Bytes.concat(bytes);
  }

  @Override
  public void nextBytes(byte[] target) {
    bytes.buffer().get(position, target);
    position += target.length;
  }

  @Override
  public long nextLong() {
    throw new UnsupportedOperationException();
  }
}
