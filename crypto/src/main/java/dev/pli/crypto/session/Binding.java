package dev.pli.crypto.session;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.session.SessionRule.S313_BINDING;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;

/// The outer channel, as the handshake's prologue names it: a session cannot be moved to another
/// one.
///
/// `outerKind` 1 is libp2p's Noise channel, `outer` its handshake hash; 4 is a running epoch,
/// `outer` its `rekeyBind`. The PeerIds are in their binary form. docs/spec/session.md §6.
public record Binding(int outerKind, Bytes outer, Bytes initiatorPeer, Bytes responderPeer) {
  public static final int LIBP2P_NOISE = 1;
  public static final int RUNNING_EPOCH = 4;

  private static final int OUTER_BYTES = 32;
  private static final Bytes PROTOCOL = Bytes.ascii("pli/1");

  public static Binding libp2p(Bytes handshakeHash, Bytes initiatorPeer, Bytes responderPeer) {
    return new Binding(LIBP2P_NOISE, handshakeHash, initiatorPeer, responderPeer);
  }

  /// For a rekey of `running`, whose initiator is the side that asks.
  public static Binding rekey(Session running, Bytes initiatorPeer, Bytes responderPeer) {
    return new Binding(RUNNING_EPOCH, running.rekeyBind(), initiatorPeer, responderPeer);
  }

  /// Each field as `u16 length ‖ bytes`. Rejects by S313 when the outer channel's hash is missing.
  Bytes prologue(Header header) throws RejectedException {
    require(outer.length() == OUTER_BYTES && !outer.isZero(), S313_BINDING);
    return Bytes.concat(
        field(PROTOCOL),
        field(header.encode()),
        field(Bytes.of(outerKind)),
        field(outer),
        field(initiatorPeer),
        field(responderPeer));
  }

  private static Bytes field(Bytes value) {
    return Bytes.concat(Bytes.of(value.length() >> 8, value.length()), value);
  }
}
