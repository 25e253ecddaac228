package dev.pli.transport.vectors;

import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Ed25519;
import dev.pli.crypto.primitive.Secret;
import dev.pli.transport.link.Channel;
import dev.pli.transport.link.Upgrade;
import dev.pli.transport.noise.ChannelIdentity;
import dev.pli.transport.noise.FrameSealer;
import dev.pli.transport.noise.SecureChannel;
import dev.pli.transport.wire.FramePool;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// One upgrade with fixed keys, from the first byte to the first frame each way.
final class ChannelVector {
  private static final Bytes INITIATOR_SEED = Bytes.hex("01".repeat(32));
  private static final Bytes INITIATOR_STATIC = Bytes.hex("02".repeat(32));
  private static final Bytes INITIATOR_EPHEMERAL = Bytes.hex("03".repeat(32));
  private static final Bytes RESPONDER_SEED = Bytes.hex("04".repeat(32));
  private static final Bytes RESPONDER_STATIC = Bytes.hex("05".repeat(32));
  private static final Bytes RESPONDER_EPHEMERAL = Bytes.hex("06".repeat(32));

  /// A Yamux ping with the value 1.
  private static final Bytes PLAINTEXT = Bytes.hex("00 02 0001 00000000 00000001");

  private ChannelVector() {}

  /// Draws the same 32 bytes each time it is asked.
  private record Fixed(Bytes bytes) implements RandomGenerator {
    @Override
    public long nextLong() {
      throw new IllegalStateException("expected to be asked for bytes");
    }

    @Override
    public void nextBytes(byte[] target) {
      System.arraycopy(bytes.toArray(), 0, target, 0, target.length);
    }
  }

  private static ChannelIdentity identity(Bytes seed, Bytes staticKey) {
    return ChannelIdentity.create(Ed25519.KeyPair.of(Secret.copyOf(seed)), new Fixed(staticKey));
  }

  /// All values by their name, bytes in hexadecimal digits.
  static Map<String, String> values() throws RejectedException {
    ChannelIdentity one = identity(INITIATOR_SEED, INITIATOR_STATIC);
    ChannelIdentity two = identity(RESPONDER_SEED, RESPONDER_STATIC);
    var initiator =
        new Upgrade(
            Role.INITIATOR,
            SecureChannel.initiate(one, two.peer(), new Fixed(INITIATOR_EPHEMERAL)),
            _ -> {},
            new FramePool());
    var responder =
        new Upgrade(
            Role.RESPONDER,
            SecureChannel.answer(two, new Fixed(RESPONDER_EPHEMERAL)),
            _ -> {},
            new FramePool());
    Bytes first = initiator.opening();
    Bytes second = responder.feed(first.buffer()).output();
    var atInitiator = initiator.feed(second.buffer());
    var atResponder = responder.feed(atInitiator.output().buffer());
    Channel channel = atInitiator.channel().orElseThrow();
    Channel other = atResponder.channel().orElseThrow();

    var values = new LinkedHashMap<String, String>();
    values.put("initiator_host_seed", INITIATOR_SEED.hex());
    values.put("initiator_static", INITIATOR_STATIC.hex());
    values.put("initiator_ephemeral", INITIATOR_EPHEMERAL.hex());
    values.put("responder_host_seed", RESPONDER_SEED.hex());
    values.put("responder_static", RESPONDER_STATIC.hex());
    values.put("responder_ephemeral", RESPONDER_EPHEMERAL.hex());
    put(values, "initiator", one);
    put(values, "responder", two);
    values.put("flight_1", first.hex());
    values.put("flight_2", second.hex());
    values.put("flight_3", atInitiator.output().hex());
    values.put("handshake_hash", channel.handshakeHash().hex());
    values.put("plaintext", PLAINTEXT.hex());
    values.put("initiator_frame", sealed(channel.sealer()).hex());
    values.put("responder_frame", sealed(other.sealer()).hex());
    return values;
  }

  private static void put(Map<String, String> values, String side, ChannelIdentity identity) {
    PeerId peer = identity.peer();
    values.put(side + "_peer", peer.text());
    values.put(side + "_peer_bytes", peer.multihash().hex());
    values.put(side + "_payload", identity.payload().hex());
  }

  private static Bytes sealed(FrameSealer sealer) throws RejectedException {
    var out = ByteBuffer.allocate(PLAINTEXT.length() + FrameSealer.OVERHEAD_BYTES);
    sealer.seal(ByteBuffer.wrap(PLAINTEXT.toArray()), out);
    return Bytes.copyOf(out.flip());
  }
}
