package dev.pli.crypto.hpke;

import dev.pli.crypto.primitive.Aead;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hkdf;
import dev.pli.crypto.primitive.Secret;

/// The key schedule of one suite: from the KEM's secret to the key and the base nonce of a context.
/// KDF HKDF-SHA256 (0x0001), AEAD ChaCha20Poly1305 (0x0003). RFC 9180 §4, §5.1.
record KeySchedule(int kemId) {
  private static final int KDF_ID = 0x0001;
  private static final int AEAD_ID = 0x0003;
  private static final Bytes VERSION = Bytes.ascii("HPKE-v1");

  /// How the sender is authenticated.
  enum Mode {
    BASE(0x00),
    PSK(0x01);

    private final int id;

    Mode(int id) {
      this.id = id;
    }
  }

  record Keys(Secret key, Bytes baseNonce) {}

  Keys derive(Mode mode, Secret sharedSecret, Bytes info, Secret psk, Bytes pskId) {
    Bytes context =
        Bytes.concat(
            Bytes.of(mode.id),
            extract(Bytes.EMPTY, "psk_id_hash", pskId).reveal(),
            extract(Bytes.EMPTY, "info_hash", info).reveal());
    Secret secret = Hkdf.extract(sharedSecret, psk.behind(labelled("secret")));
    Secret key = expand(secret, "key", context, Aead.KEY_BYTES);
    return new Keys(key, expand(secret, "base_nonce", context, Aead.NONCE_BYTES).reveal());
  }

  private Secret extract(Bytes salt, String label, Bytes ikm) {
    return Hkdf.extract(salt, Secret.copyOf(ikm).behind(labelled(label)));
  }

  private Secret expand(Secret prk, String label, Bytes info, int length) {
    return Hkdf.expand(
        prk, Bytes.concat(Bytes.of(length >> Byte.SIZE, length), labelled(label), info), length);
  }

  private Bytes labelled(String label) {
    Bytes suite =
        Bytes.concat(
            Bytes.ascii("HPKE"),
            Bytes.of(kemId >> Byte.SIZE, kemId, KDF_ID >> Byte.SIZE, KDF_ID),
            Bytes.of(AEAD_ID >> Byte.SIZE, AEAD_ID));
    return Bytes.concat(VERSION, suite, Bytes.ascii(label));
  }
}
