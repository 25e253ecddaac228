package dev.pli.transport.identify;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.identify.IdentifyRule.T508_PING;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The answering side of `/ipfs/ping/1.0.0`: echoes units of 32 bytes, and ends its direction when
/// the other side has ended its own.
///
/// Not thread-safe. Source: libp2p/specs `ping`; docs/spec/transport.md §6. Rule T508.
public final class Ping {
  public static final String PROTOCOL = "/ipfs/ping/1.0.0";
  public static final int BYTES = 32;

  private final ByteBuffer unit = ByteBuffer.allocate(BYTES);

  /// Takes all of `input`; returns the units to send back.
  public List<Bytes> feed(ByteBuffer input) {
    var echoes = new ArrayList<Bytes>();
    while (input.hasRemaining()) {
      int length = Math.min(unit.remaining(), input.remaining());
      unit.put(input.slice(input.position(), length));
      input.position(input.position() + length);
      if (!unit.hasRemaining()) {
        echoes.add(Bytes.copyOf(unit.flip()));
        unit.clear();
      }
    }
    return echoes;
  }

  /// Says that the other side has ended its direction. Rule T508 inside a unit.
  public void end() throws RejectedException {
    require(unit.position() == 0, T508_PING);
  }
}
