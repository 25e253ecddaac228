package dev.pli.transport.noise;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.noise.ChannelRule.T305_PAYLOAD;
import static dev.pli.transport.noise.ChannelRule.T306_SIGNATURE;

import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Ed25519;
import dev.pli.crypto.primitive.Secret;
import dev.pli.transport.wire.ProtobufReader;
import dev.pli.transport.wire.ProtobufWriter;
import java.util.ArrayList;
import java.util.List;

/// What each side proves inside the handshake: its host key, over its Noise static key.
///
/// ```
///  identity_key=1 · identity_sig=2 · extensions=4 { webtransport_certhashes=1 · stream_muxers=2 }
/// ```
///
/// The signed bytes are `noise-libp2p-static-key:` and the 32-byte static key. Source: libp2p/specs
/// `noise`; docs/spec/transport.md §4.
///
/// @param muxers in the order of preference; empty when the list is absent
public record NoisePayload(Bytes identityKey, Bytes signature, List<String> muxers) {
  private static final Bytes SIGNED_HEAD = Bytes.ascii("noise-libp2p-static-key:");

  /// More muxers than exist.
  private static final int MAX_MUXERS = 16;

  public NoisePayload {
    muxers = List.copyOf(muxers);
  }

  /// Our own, for one static key.
  static NoisePayload sign(Ed25519.KeyPair hostKey, Bytes staticKey, List<String> muxers) {
    Bytes signed = Bytes.concat(SIGNED_HEAD, staticKey);
    Secret seed = hostKey.seed();
    Bytes key = PeerId.of(hostKey.publicKey()).keyProtobuf();
    return new NoisePayload(key, Ed25519.sign(seed, signed), muxers);
  }

  /// Whose payload it is. Rules T101 to T103, T306.
  PeerId verify(Bytes staticKey) throws RejectedException {
    PeerId peer = PeerId.ofKeyProtobuf(identityKey);
    require(signature.length() == Ed25519.SIGNATURE_BYTES, T306_SIGNATURE);
    Bytes signed = Bytes.concat(SIGNED_HEAD, staticKey);
    require(Ed25519.verify(peer.publicKey(), signed, signature), T306_SIGNATURE);
    return peer;
  }

  Bytes encode() {
    var message = new ProtobufWriter().bytes(1, identityKey).bytes(2, signature);
    if (!muxers.isEmpty()) {
      var extensions = new ProtobufWriter();
      muxers.forEach(muxer -> extensions.text(2, muxer));
      message.bytes(4, extensions.encode());
    }
    return message.encode();
  }

  /// Rule T305.
  static NoisePayload parse(Bytes message) throws RejectedException {
    try {
      return read(message);
    } catch (RejectedException e) {
      throw new RejectedException(T305_PAYLOAD); // One rule for all that is wrong with it.
    }
  }

  private static NoisePayload read(Bytes message) throws RejectedException {
    Bytes key = Bytes.EMPTY;
    Bytes signature = Bytes.EMPTY;
    List<String> muxers = List.of();
    var reader = new ProtobufReader(message);
    for (int field = reader.next(); field != 0; field = reader.next()) {
      switch (field) {
        case 1 -> key = reader.bytes();
        case 2 -> signature = reader.bytes();
        case 4 -> muxers = muxers(reader.bytes());
        default -> {} // Unknown to us: passed over.
      }
    }
    require(!key.isEmpty() && !signature.isEmpty(), T305_PAYLOAD);
    return new NoisePayload(key, signature, muxers);
  }

  private static List<String> muxers(Bytes extensions) throws RejectedException {
    var muxers = new ArrayList<String>();
    var reader = new ProtobufReader(extensions);
    for (int field = reader.next(); field != 0; field = reader.next()) {
      if (field == 2) {
        require(muxers.size() < MAX_MUXERS, T305_PAYLOAD);
        muxers.add(reader.bytes().utf8());
      }
    }
    return muxers;
  }
}
