package dev.pli.bench;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.primitive.X25519;
import dev.pli.crypto.session.Binding;
import dev.pli.crypto.session.Handshake;
import dev.pli.crypto.session.Header;
import dev.pli.crypto.session.Purpose;
import dev.pli.crypto.session.Session;
import java.util.random.RandomGenerator;

/// Both ends of a `pli/1` session in this process, by a whole handshake of a new link.
public record SessionPair(Session initiator, Session responder) {
  private static final Bytes OUTER = Bytes.hex("5a".repeat(32));
  private static final Binding BINDING =
      Binding.libp2p(OUTER, Bytes.ascii("initiator"), Bytes.ascii("responder"));
  private static final Secret PSK = Secret.copyOf(Bytes.hex("17".repeat(32)));
  private static final Bytes PAYLOAD = Purpose.LINK.pad(Bytes.ascii("payload"));

  /// What two contacts keep between links.
  public record Keys(X25519.KeyPair initiator, X25519.KeyPair responder) {
    public static Keys draw(RandomGenerator random) {
      return new Keys(X25519.KeyPair.generate(random), X25519.KeyPair.generate(random));
    }
  }

  public static SessionPair open(Keys keys, RandomGenerator random) {
    try {
      var awaiting = Handshake.initiate(Header.link(), BINDING, keys.initiator(), random);
      var heard = Handshake.hear(awaiting.message(), BINDING, keys.responder(), random);
      var answered = heard.answer(PAYLOAD);
      var proved = awaiting.read(answered.message()).prove(PSK, PAYLOAD);
      return switch (answered.read(proved.message(), PSK)) {
        case Handshake.Proof.Proven(_, _, Session responder) ->
            new SessionPair(proved.session(), responder);
        case Handshake.Proof.WrongPsk _ ->
            throw new IllegalStateException("the same key at both ends");
      };
    } catch (RejectedException e) {
      throw new IllegalStateException("both ends are ours", e);
    }
  }
}
