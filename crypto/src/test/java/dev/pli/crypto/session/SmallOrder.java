package dev.pli.crypto.session;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Aead;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Hkdf;
import dev.pli.crypto.primitive.Secret;

/// A first message with the all-zero ephemeral key and any KEM key, its tags right: what nobody can
/// make by the engine, and anybody by hand, since M1 is sealed under a key that its ephemeral
/// gives.
final class SmallOrder {
  private static final Bytes NONCE_0 = Bytes.zero(12);
  private static final Bytes NONCE_1 = Bytes.hex("00000000 0100000000000000");

  private SmallOrder() {}

  static Bytes m1(Header header, Binding binding, Bytes kemKey) throws RejectedException {
    Bytes ephemeral = Bytes.zero(32);
    Bytes name = Bytes.ascii("Noise_XXhfs+psk3_25519+MLKEM768_ChaChaPoly_SHA256");
    Secret chainingKey = Secret.copyOf(Hash.sha256(name));
    Bytes hash = Hash.sha256(Hash.sha256(name), binding.prologue(header));
    hash = Hash.sha256(hash, ephemeral);
    Secret prk = Hkdf.extract(chainingKey, Secret.copyOf(ephemeral));
    Secret key = Hkdf.expand(prk, Bytes.EMPTY, 64).slice(32, 64);
    Bytes sealedKey = Aead.seal(key, NONCE_0, hash, kemKey);
    hash = Hash.sha256(hash, sealedKey);
    Bytes payload = Aead.seal(key, NONCE_1, hash, Bytes.zero(64));
    return Bytes.concat(header.encode(), ephemeral, sealedKey, payload);
  }
}
