package dev.pli.crypto.statement;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Es256;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/// The X.509 certificate that a signer writes over its own P-256 key, so that JAdES tools find one.
/// It carries no authority. docs/spec/evidence.md §2, rule E211.
///
/// All of it but its own signature follows from key set and validity: subject and issuer are
/// `CN=<kid>`, the serial number is the start of the kid, the one extension is KeyUsage
/// contentCommitment, critical. A verifier therefore never parses one: it builds what it expects
/// and compares.
final class SelfSignedCertificate {
  /// A real one takes about 430.
  static final int MAX_BYTES = 768;

  private static final int SERIAL_BYTES = 16;

  /// `30 n 02 a r 02 b s` with `r` and `s` of 1 to 33 bytes.
  private static final int MAX_DER_SIGNATURE_BYTES = 72;

  private static final int MIN_DER_SIGNATURE_BYTES = 8;

  /// RFC 5280 §4.1.2.5: UTCTime until the end of 2049, GeneralizedTime from then on.
  private static final Instant YEAR_2050 = Instant.parse("2050-01-01T00:00:00Z");

  private static final AlgorithmIdentifier ECDSA_SHA256 =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
  private static final AlgorithmIdentifier P256_KEY =
      new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1);

  private SelfSignedCertificate() {}

  /// The same bytes each time.
  static Bytes create(SigningKeys keys, Validity validity) {
    Bytes body = body(keys.keySet(), validity);
    return assemble(body, keys.es256().signRepeatably(body));
  }

  static boolean isOf(KeySet keys, Validity validity, Bytes certificate) {
    if (certificate.length() > MAX_BYTES) {
      return false;
    }
    Bytes body = body(keys, validity);
    Optional<Bytes> signature = signatureOf(certificate);
    return signature.isPresent()
        && assemble(body, signature.get()).equals(certificate)
        && Es256.verify(keys.p256(), body, signature.get());
  }

  /// The part that is signed.
  private static Bytes body(KeySet keys, Validity validity) {
    var generator = new V3TBSCertificateGenerator();
    X500Name name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, keys.kid()).build();
    generator.setSerialNumber(serial(keys));
    generator.setSignature(ECDSA_SHA256);
    generator.setIssuer(name);
    generator.setSubject(name);
    generator.setStartDate(time(validity.notBefore()));
    generator.setEndDate(time(validity.notAfter()));
    generator.setSubjectPublicKeyInfo(new SubjectPublicKeyInfo(P256_KEY, keys.p256().toArray()));
    generator.setExtensions(contentCommitment());
    return encode(generator.generateTBSCertificate());
  }

  /// Positive, as RFC 5280 §4.1.2.2 asks.
  private static ASN1Integer serial(KeySet keys) {
    return new ASN1Integer(new BigInteger(1, keys.hash().slice(0, SERIAL_BYTES).toArray()));
  }

  private static Time time(long seconds) {
    Instant instant = Instant.ofEpochSecond(seconds);
    return instant.isBefore(YEAR_2050)
        ? new Time(new ASN1UTCTime(format("yyMMddHHmmss'Z'", instant)))
        : new Time(new ASN1GeneralizedTime(format("yyyyMMddHHmmss'Z'", instant)));
  }

  private static String format(String pattern, Instant instant) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withZone(ZoneOffset.UTC)
        .format(instant);
  }

  private static Extensions contentCommitment() {
    var extensions = new ExtensionsGenerator();
    try {
      extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.nonRepudiation));
    } catch (IOException e) {
      throw new IllegalStateException("a key usage has an encoding", e);
    }
    return extensions.generate();
  }

  /// Body, algorithm, and the signature `r ‖ s` as X.509 writes it.
  private static Bytes assemble(Bytes body, Bytes signature) {
    var pair =
        new DERSequence(
            new ASN1Encodable[] {half(signature, 0), half(signature, Es256.SCALAR_BYTES)});
    Bytes rest =
        Bytes.concat(encode(ECDSA_SHA256), encode(new DERBitString(encode(pair).toArray())));
    int length = body.length() + rest.length();
    return Bytes.concat(Bytes.of(0x30, 0x82, length >> 8, length), body, rest);
  }

  private static ASN1Integer half(Bytes signature, int from) {
    return new ASN1Integer(
        new BigInteger(1, signature.slice(from, from + Es256.SCALAR_BYTES).toArray()));
  }

  /// `r ‖ s` from where a certificate of this form ends in `30 n 02 a r 02 b s`; whether all the
  /// rest fits is seen by building it again.
  private static Optional<Bytes> signatureOf(Bytes certificate) {
    for (int length = MAX_DER_SIGNATURE_BYTES; length >= MIN_DER_SIGNATURE_BYTES; length--) {
      int at = certificate.length() - length;
      if (at >= 0 && certificate.at(at) == 0x30 && certificate.at(at + 1) == length - 2) {
        return split(certificate.slice(at, certificate.length()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Bytes> split(Bytes der) {
    int rEnd = 4 + der.at(3);
    if (rEnd + 2 >= der.length()) {
      return Optional.empty();
    }
    Optional<Bytes> r = scalar(der.slice(4, rEnd));
    Optional<Bytes> s = scalar(der.slice(rEnd + 2, der.length()));
    return r.isPresent() && s.isPresent()
        ? Optional.of(Bytes.concat(r.get(), s.get()))
        : Optional.empty();
  }

  /// 32 bytes, however many leading zeros the number came with.
  private static Optional<Bytes> scalar(Bytes number) {
    Bytes wide = Bytes.concat(Bytes.zero(Es256.SCALAR_BYTES), number);
    int from = wide.length() - Es256.SCALAR_BYTES;
    return wide.slice(0, from).isZero()
        ? Optional.of(wide.slice(from, wide.length()))
        : Optional.empty();
  }

  private static Bytes encode(ASN1Encodable value) {
    try {
      return Bytes.copyOf(value.toASN1Primitive().getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new IllegalStateException("a value made here has an encoding", e);
    }
  }
}
