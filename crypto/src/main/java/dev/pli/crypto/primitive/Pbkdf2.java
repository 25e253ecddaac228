package dev.pli.crypto.primitive;

import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/// PBKDF2-HMAC-SHA512, as BIP-39 makes a seed from words. RFC 8018 §5.2.
public final class Pbkdf2 {
  private Pbkdf2() {}

  public static Secret sha512(Secret password, Bytes salt, int iterations, int length) {
    var generator = new PKCS5S2ParametersGenerator(new SHA512Digest());
    generator.init(password.array(), salt.array(), iterations);
    var key = (KeyParameter) generator.generateDerivedMacParameters(length * Byte.SIZE);
    return Secret.own(key.getKey());
  }
}
