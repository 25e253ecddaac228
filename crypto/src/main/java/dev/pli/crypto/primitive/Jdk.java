package dev.pli.crypto.primitive;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import javax.crypto.Cipher;
import javax.crypto.Mac;

/// The JDK's own providers, asked for by object, so that a provider somebody else registers changes
/// nothing here.
///
/// What is missing from a JDK is our fault, not a peer's: it ends in an `IllegalStateException`.
final class Jdk {
  private static final Provider DIGESTS = provider("SUN");

  /// Looked for when first needed: a command that only hashes the name of a socket waits for none.
  private static final class Ciphers {
    static final Provider PROVIDER = provider("SunJCE");
  }

  /// As above.
  private static final class Curves {
    static final Provider PROVIDER = provider("SunEC");
  }

  private Jdk() {}

  static Cipher cipher(String transformation) {
    return must(() -> Cipher.getInstance(transformation, Ciphers.PROVIDER));
  }

  static Mac mac(String algorithm) {
    return must(() -> Mac.getInstance(algorithm, Ciphers.PROVIDER));
  }

  static MessageDigest digest(String algorithm) {
    return must(() -> MessageDigest.getInstance(algorithm, DIGESTS));
  }

  static Signature ecSignature(String algorithm) {
    return must(() -> Signature.getInstance(algorithm, Curves.PROVIDER));
  }

  static KeyFactory ecKeys() {
    return must(() -> KeyFactory.getInstance("EC", Curves.PROVIDER));
  }

  static Signature latticeSignature(String algorithm) {
    return must(() -> Signature.getInstance(algorithm, DIGESTS));
  }

  static KeyFactory latticeKeys(String algorithm) {
    return must(() -> KeyFactory.getInstance(algorithm, DIGESTS));
  }

  static KeyPairGenerator latticeGenerator(String algorithm) {
    return must(() -> KeyPairGenerator.getInstance(algorithm, DIGESTS));
  }

  /// A step that fails only when this class is used wrongly or the JDK lacks a part.
  @FunctionalInterface
  interface Step<T> {
    T take() throws GeneralSecurityException;
  }

  static <T> T must(Step<T> step) {
    try {
      return step.take();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a primitive of the JDK failed", e);
    }
  }

  private static Provider provider(String name) {
    Provider provider = Security.getProvider(name);
    if (provider == null) {
      throw new IllegalStateException("this JDK has no provider " + name);
    }
    return provider;
  }
}
