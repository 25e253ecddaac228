package dev.pli.core.identity;

import static dev.pli.core.identity.IdentityRule.S101_CARD_LAYOUT;
import static dev.pli.core.identity.IdentityRule.S102_CARD_SIGN_KEY;
import static dev.pli.core.identity.IdentityRule.S103_CARD_DH_KEY;
import static dev.pli.core.identity.IdentityRule.S104_CARD_P256_KEY;
import static dev.pli.core.identity.IdentityRule.S105_CARD_DAY;
import static dev.pli.core.identity.IdentityRule.S106_CARD_OTHER;
import static dev.pli.core.identity.IdentityRule.S107_CARD_OWN;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Ed25519;
import dev.pli.crypto.primitive.Es256;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.primitive.X25519;
import java.time.Duration;
import java.time.Instant;

/// A person's public keys: to sign device certificates, to open handshakes, and the two that sign
/// evidence. It carries no name and no signature: its [Fingerprint] pins it.
///
/// ```
///  0     1           33         65           130            2082      2090
///  +-----+-----------+----------+------------+--------------+---------+
///  | ver | sign key  | dh key   | P-256      | ML-DSA-65    | created |   ver = 1
///  +-----+-----------+----------+------------+--------------+---------+
/// ```
///
/// `created` is a UTC midnight in milliseconds since 1970. docs/spec/identity.md §2.
public record Card(Bytes signKey, Bytes dhKey, Bytes p256, Bytes mldsa65, Instant created) {
  public static final int BYTES = 2_090;

  private static final String LABEL = "pli/1 card";
  private static final int VERSION = 1;
  private static final int SIGN_KEY_AT = 1;
  private static final int DH_KEY_AT = 33;
  private static final int P256_AT = 65;
  private static final int MLDSA65_AT = 130;
  private static final int CREATED_AT = 2_082;
  private static final Duration DAY = Duration.ofDays(1);

  /// Any scalar will do: a small-order point gives zero with every one of them.
  private static final Secret TEST_SCALAR = Secret.copyOf(Bytes.hex("40".repeat(32)));

  /// Reads a card that a peer sent, or that was stored, at `now`.
  public static Card parse(Bytes bytes, Instant now) throws RejectedException {
    require(bytes.length() == BYTES && bytes.at(0) == VERSION, S101_CARD_LAYOUT);
    Bytes signKey = bytes.slice(SIGN_KEY_AT, DH_KEY_AT);
    require(Ed25519.isValidPublicKey(signKey), S102_CARD_SIGN_KEY);
    Bytes dhKey = bytes.slice(DH_KEY_AT, P256_AT);
    require(X25519.agree(TEST_SCALAR, dhKey).isPresent(), S103_CARD_DH_KEY);
    Bytes p256 = bytes.slice(P256_AT, MLDSA65_AT);
    require(Es256.isValidPublicKey(p256), S104_CARD_P256_KEY);
    Bytes mldsa65 = bytes.slice(MLDSA65_AT, CREATED_AT);
    long created = bytes.buffer().getLong(CREATED_AT);
    require(isDay(created) && created <= now.plus(DAY).toEpochMilli(), S105_CARD_DAY);
    return new Card(signKey, dhKey, p256, mldsa65, Instant.ofEpochMilli(created));
  }

  private static boolean isDay(long milliseconds) {
    return milliseconds >= 0 && milliseconds % DAY.toMillis() == 0;
  }

  public Bytes encode() {
    return Bytes.concat(
        Bytes.of(VERSION), signKey, dhKey, p256, mldsa65, Bytes.u64(created.toEpochMilli()));
  }

  public Fingerprint fingerprint() {
    return new Fingerprint(Hash.labelled(LABEL, encode()));
  }

  /// Refuses a card that is not the pinned or invited one.
  public void requireFingerprint(Fingerprint pinned) throws RejectedException {
    require(fingerprint().equals(pinned), S106_CARD_OTHER);
  }

  /// Refuses the reader's own card.
  public void requireNotOwn(Fingerprint own) throws RejectedException {
    require(!fingerprint().equals(own), S107_CARD_OWN);
  }
}
