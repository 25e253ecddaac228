package dev.pli.crypto.primitive;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.EllipticCurve;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/// ECDSA on P-256 with SHA-256, signatures as `r ‖ s` with a low `s`: the first half of every
/// statement's signature. FIPS 186-5 §6; RFC 7518 §3.4.
///
/// The JDK signs, in constant time; Bouncy Castle verifies, in half the time of the JDK.
public final class Es256 {
  /// Fixed by FIPS 186-5 and SEC 1.
  public static final int SCALAR_BYTES = 32;

  public static final int PUBLIC_KEY_BYTES = 65;
  public static final int SIGNATURE_BYTES = 64;

  /// FIPS 186-5 A.2.1: 128 bits beyond the order, so that the reduction leaves no visible bias.
  public static final int WIDE_SCALAR_BYTES = 48;

  private static final String ALGORITHM = "SHA256withECDSAinP1363Format";
  private static final int UNCOMPRESSED = 0x04;
  private static final ECParameterSpec CURVE = curve();
  private static final ECDomainParameters DOMAIN =
      new ECDomainParameters(CustomNamedCurves.getByName("secp256r1"));
  private static final BigInteger ORDER = CURVE.getOrder();
  private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);

  private Es256() {}

  /// A private scalar, 1 to n-1 in 32 bytes, and its uncompressed public point, `04 ‖ X ‖ Y`.
  public static final class KeyPair {
    private final Secret scalar;
    private final Bytes publicKey;
    private final PrivateKey privateKey;

    private KeyPair(Secret scalar, Bytes publicKey, PrivateKey privateKey) {
      this.scalar = scalar;
      this.publicKey = publicKey;
      this.privateKey = privateKey;
    }

    public static KeyPair generate(RandomGenerator random) {
      return ofWide(Secret.random(WIDE_SCALAR_BYTES, random));
    }

    /// From 48 uniform bytes: reduced mod n-1, plus 1.
    public static KeyPair ofWide(Secret wide) {
      if (wide.length() != WIDE_SCALAR_BYTES) {
        throw new IllegalArgumentException("expected 48 bytes");
      }
      BigInteger reduced = number(wide.array()).mod(ORDER.subtract(BigInteger.ONE));
      return of(Secret.own(fixed(reduced.add(BigInteger.ONE))));
    }

    /// The JDK gives no public point for a scalar, so it comes from elsewhere, and one signature
    /// checks that the two fit.
    public static KeyPair of(Secret scalar) {
      BigInteger number = number(scalar.array());
      if (scalar.length() != SCALAR_BYTES || !isScalar(number)) {
        throw new IllegalArgumentException("expected a scalar of 1 to n-1 in 32 bytes");
      }
      PrivateKey privateKey =
          Jdk.must(() -> Jdk.ecKeys().generatePrivate(new ECPrivateKeySpec(number, CURVE)));
      var pair = new KeyPair(scalar, publicPoint(number), privateKey);
      pair.proveItself();
      return pair;
    }

    public Secret scalar() {
      return scalar;
    }

    public Bytes publicKey() {
      return publicKey;
    }

    /// Two signatures of one message differ; `random` is the system's `SecureRandom` outside tests.
    public Bytes sign(Bytes message, RandomGenerator random) {
      return sign(message, HedgedRandom.of(scalar, message, random));
    }

    /// The same signature each time: for what is built again at every start, such as the
    /// certificate.
    public Bytes signRepeatably(Bytes message) {
      return sign(message, HedgedRandom.repeatable(scalar, message));
    }

    private Bytes sign(Bytes message, SecureRandom nonces) {
      Signature signer = Jdk.ecSignature(ALGORITHM);
      return Jdk.must(() -> {
        signer.initSign(privateKey, nonces);
        signer.update(message.array());
        return lowS(signer.sign());
      });
    }

    private void proveItself() {
      Bytes message = Bytes.ascii("is this point that scalar's?");
      if (!verify(publicKey, message, signRepeatably(message))) {
        throw new IllegalStateException("the public point does not fit its scalar");
      }
    }

    @Override
    public String toString() {
      return "Es256.KeyPair[" + publicKey + "]";
    }
  }

  /// Only whether the signature is right; [#isInRange] and [#isLowS] are rules of their own. False
  /// for a key that [#isValidPublicKey] refuses.
  public static boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
    if (signature.length() != SIGNATURE_BYTES || !isValidPublicKey(publicKey)) {
      return false;
    }
    var verifier = new ECDSASigner();
    verifier.init(false, new ECPublicKeyParameters(point(publicKey), DOMAIN));
    return verifier.verifySignature(
        Hash.sha256(message).array(),
        number(signature.array(), 0),
        number(signature.array(), SCALAR_BYTES));
  }

  /// 64 bytes, `r` and `s` both 1 to n-1.
  public static boolean isInRange(Bytes signature) {
    return signature.length() == SIGNATURE_BYTES
        && isScalar(number(signature.array(), 0))
        && isScalar(number(signature.array(), SCALAR_BYTES));
  }

  /// Of the two values of `s` that verify, the one up to n/2.
  public static boolean isLowS(Bytes signature) {
    return number(signature.array(), SCALAR_BYTES).compareTo(HALF_ORDER) <= 0;
  }

  /// `04 ‖ X ‖ Y`, both coordinates below p, on the curve; infinity has no such form.
  public static boolean isValidPublicKey(Bytes publicKey) {
    if (publicKey.length() != PUBLIC_KEY_BYTES || publicKey.at(0) != UNCOMPRESSED) {
      return false;
    }
    EllipticCurve curve = CURVE.getCurve();
    BigInteger p = ((ECFieldFp) curve.getField()).getP();
    BigInteger x = number(publicKey.array(), 1);
    BigInteger y = number(publicKey.array(), 1 + SCALAR_BYTES);
    if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      return false;
    }
    BigInteger right = x.pow(2).add(curve.getA()).multiply(x).add(curve.getB());
    return y.pow(2).subtract(right).mod(p).signum() == 0;
  }

  private static org.bouncycastle.math.ec.ECPoint point(Bytes publicKey) {
    return DOMAIN.getCurve().decodePoint(publicKey.array());
  }

  /// The point `scalar · G` of an uncompressed key.
  private static Bytes publicPoint(BigInteger scalar) {
    return Bytes.own(
        new FixedPointCombMultiplier()
            .multiply(DOMAIN.getG(), scalar)
            .normalize()
            .getEncoded(false));
  }

  private static Bytes lowS(byte[] signature) {
    BigInteger s = number(signature, SCALAR_BYTES);
    if (s.compareTo(HALF_ORDER) > 0) {
      System.arraycopy(fixed(ORDER.subtract(s)), 0, signature, SCALAR_BYTES, SCALAR_BYTES);
    }
    return Bytes.own(signature);
  }

  private static boolean isScalar(BigInteger number) {
    return number.signum() > 0 && number.compareTo(ORDER) < 0;
  }

  private static BigInteger number(byte[] bytes) {
    return new BigInteger(1, bytes);
  }

  private static BigInteger number(byte[] bytes, int offset) {
    return new BigInteger(1, bytes, offset, SCALAR_BYTES);
  }

  /// Exactly 32 bytes, big-endian.
  private static byte[] fixed(BigInteger number) {
    byte[] bytes = number.toByteArray(); // One sign byte too many, or leading zeros too few.
    var fixed = new byte[SCALAR_BYTES];
    int length = Math.min(bytes.length, SCALAR_BYTES);
    System.arraycopy(bytes, bytes.length - length, fixed, SCALAR_BYTES - length, length);
    Arrays.fill(bytes, (byte) 0);
    return fixed;
  }

  private static ECParameterSpec curve() {
    try {
      var parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no P-256", e);
    }
  }
}
