package dev.pli.crypto.session;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;

/// A peer with the right keys who says what the specification forbids. Takes a copy of a session's
/// sending chain, so the session itself stays usable.
final class Forger {
  private SendingChain chain;

  Forger(Session session) {
    SendingChain ours = session.sending();
    Secret copy = ours.key().slice(0, ours.key().length());
    this.chain = new SendingChain(copy, ours.number());
  }

  Bytes seal(RecordType type, Bytes body) {
    return seal(Records.pad(type, body));
  }

  Bytes seal(Bytes plaintext) {
    SendingChain.Sealed sealed = chain.seal(plaintext);
    chain = sealed.next();
    return sealed.record();
  }
}
