package dev.pli.crypto.noise;

import static dev.pli.crypto.RejectedException.require;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Aead;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Hkdf;
import dev.pli.crypto.primitive.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The chaining key, the transcript's hash and the cipher of a running handshake. Noise rev 34
/// §5.2.
///
/// One owner. After it has thrown, drop the handshake.
final class SymmetricState {
  private Secret chainingKey; // This and the next three: the owner's thread.
  private Bytes hash;
  private @Nullable Secret key;
  private long nonce;

  SymmetricState(String protocolName) {
    Bytes name = Bytes.ascii(protocolName);
    int missing = Hash.BYTES - name.length();
    hash = missing >= 0 ? Bytes.concat(name, Bytes.zero(missing)) : Hash.sha256(name);
    chainingKey = Secret.copyOf(hash);
  }

  void mixHash(Bytes data) {
    hash = Hash.sha256(hash, data);
  }

  void mixKey(Secret input) {
    Secret[] outputs = derive(input, 2);
    replaceKeys(outputs[0], outputs[1]);
  }

  void mixKeyAndHash(Secret psk) {
    Secret[] outputs = derive(psk, 3);
    mixHash(outputs[1].reveal());
    replaceKeys(outputs[0], outputs[2]);
  }

  private void replaceKeys(Secret nextChainingKey, Secret nextKey) {
    chainingKey.wipe();
    wipeKey();
    chainingKey = nextChainingKey;
    key = nextKey;
    nonce = 0;
  }

  Bytes encryptAndHash(Bytes plaintext) {
    Bytes ciphertext =
        key == null ? plaintext : Aead.seal(key, CipherState.nonce(nonce++), hash, plaintext);
    mixHash(ciphertext);
    return ciphertext;
  }

  Bytes decryptAndHash(Bytes ciphertext) throws RejectedException {
    Bytes plaintext = ciphertext;
    if (key != null) {
      Optional<Bytes> opened = Aead.open(key, CipherState.nonce(nonce++), hash, ciphertext);
      require(opened.isPresent(), NoiseRule.AEAD);
      plaintext = opened.orElseThrow();
    }
    mixHash(ciphertext);
    return plaintext;
  }

  /// What a ciphertext has beyond its plaintext now.
  int overhead() {
    return key == null ? 0 : Aead.TAG_BYTES;
  }

  Bytes hash() {
    return hash;
  }

  /// The two keys of Noise's `Split`, and a third that continues the chain. This state is used up.
  Secret[] split() {
    Secret[] outputs = derive(Secret.copyOf(Bytes.EMPTY), 3);
    wipe();
    return outputs;
  }

  void wipe() {
    chainingKey.wipe();
    wipeKey();
  }

  private void wipeKey() {
    if (key != null) {
      key.wipe();
    }
  }

  /// Noise's HKDF is RFC 5869's with the chaining key as salt and no info.
  private Secret[] derive(Secret input, int outputs) {
    Secret prk = Hkdf.extract(chainingKey, input);
    Secret all = Hkdf.expand(prk, Bytes.EMPTY, outputs * Hash.BYTES);
    var keys = new Secret[outputs];
    for (int i = 0; i < outputs; i++) {
      keys[i] = all.slice(i * Hash.BYTES, (i + 1) * Hash.BYTES);
    }
    prk.wipe();
    all.wipe();
    return keys;
  }
}
