package dev.pli.core.evidence;

import dev.pli.core.identity.Card;
import dev.pli.core.identity.Identity;
import dev.pli.crypto.statement.KeySet;
import dev.pli.crypto.statement.SigningKeys;
import dev.pli.crypto.statement.StatementSigner;
import dev.pli.crypto.statement.Validity;

/// The evidence identity keys of a card: they sign key epochs, agreements and revocations, and
/// nothing else. docs/spec/evidence.md §3.
final class EvidenceKeys {
  private EvidenceKeys() {}

  static KeySet keySet(Card card) {
    return new KeySet(card.p256(), card.mldsa65()); // Card.parse has checked the point.
  }

  static Validity validity(Card card) {
    return Validity.since(card.created().toEpochMilli());
  }

  static StatementSigner signer(Identity identity) {
    SigningKeys keys = SigningKeys.restore(identity.es256().scalar(), identity.mldsa65().seed());
    return new StatementSigner(keys, validity(identity.card()));
  }
}
