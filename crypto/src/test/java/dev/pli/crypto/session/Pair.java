package dev.pli.crypto.session;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.primitive.X25519;
import java.util.SplittableRandom;

/// Two sessions that talk to each other, for tests.
final class Pair {
  static final Secret PSK = Secret.copyOf(Bytes.hex("5a".repeat(32)));
  static final Bytes OUTER = Bytes.hex("0e".repeat(32));
  static final Bytes PEER_I = Bytes.ascii("peer of the initiator");
  static final Bytes PEER_R = Bytes.ascii("peer of the responder");
  static final Binding BINDING = Binding.libp2p(OUTER, PEER_I, PEER_R);

  final SplittableRandom random;
  final X25519.KeyPair initiatorKeys;
  final X25519.KeyPair responderKeys;
  Session initiator;
  Session responder;

  private Pair(long seed) throws RejectedException {
    random = new SplittableRandom(seed);
    initiatorKeys = X25519.KeyPair.generate(random);
    responderKeys = X25519.KeyPair.generate(random);
    Sessions sessions =
        handshake(Header.link(), BINDING, initiatorKeys, responderKeys, PSK, random);
    initiator = sessions.initiator();
    responder = sessions.responder();
  }

  /// A handshake of purpose link is done; nothing was said since.
  static Pair linked(long seed) throws RejectedException {
    return new Pair(seed);
  }

  /// As [#linked], and both sides have opened the epoch.
  static Pair open(long seed) throws RejectedException {
    var pair = new Pair(seed);
    pair.openEpoch();
    return pair;
  }

  void openEpoch() throws RejectedException {
    toInitiator(RecordType.FINISH, Bytes.EMPTY);
    toResponder(RecordType.CONFIRM, Bytes.EMPTY);
  }

  record Sessions(Session initiator, Session responder) {}

  static Sessions handshake(
      Header header,
      Binding binding,
      X25519.KeyPair initiatorKeys,
      X25519.KeyPair responderKeys,
      Secret psk,
      SplittableRandom random)
      throws RejectedException {
    Bytes payload = header.purpose().pad(Bytes.ascii("payload"));
    Handshake.AwaitingReply awaiting = Handshake.initiate(header, binding, initiatorKeys, random);
    Handshake.Answered answered =
        Handshake.hear(awaiting.message(), binding, responderKeys, random).answer(payload);
    Handshake.Proved proved = awaiting.read(answered.message()).prove(psk, payload);
    var proven = (Handshake.Proof.Proven) answered.read(proved.message(), psk);
    return new Sessions(proved.session(), proven.session());
  }

  /// The rekey that the initiator asks for, up to where both have a pending epoch.
  void rekey() throws RejectedException {
    Sessions next =
        handshake(
            Header.rekey(initiator),
            Binding.rekey(initiator, PEER_I, PEER_R),
            initiatorKeys,
            responderKeys,
            Psk.ofRekey(PSK, initiator),
            random);
    initiator = initiator.rekeyed(next.initiator());
    responder = responder.rekeyed(next.responder());
  }

  Session.Opened toResponder(RecordType type, Bytes body) throws RejectedException {
    Session.Opened opened = responder.open(sealByInitiator(type, body));
    responder = opened.next();
    return opened;
  }

  Session.Opened toInitiator(RecordType type, Bytes body) throws RejectedException {
    Session.Opened opened = initiator.open(sealByResponder(type, body));
    initiator = opened.next();
    return opened;
  }

  Bytes sealByInitiator(RecordType type, Bytes body) {
    Session.Sealed sealed = initiator.seal(type, body);
    initiator = sealed.next();
    return sealed.record();
  }

  Bytes sealByResponder(RecordType type, Bytes body) {
    Session.Sealed sealed = responder.seal(type, body);
    responder = sealed.next();
    return sealed.record();
  }
}
