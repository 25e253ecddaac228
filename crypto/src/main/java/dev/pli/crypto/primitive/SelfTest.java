package dev.pli.crypto.primitive;

/// One known answer of each primitive, asked at every start: a wrong one stops the program before
/// it has sealed or signed anything. docs/spec/session.md §1.
///
/// The answers are those of RFC 8439, 4231, 5869, 7748, 8032, 6979 and 9106, of FIPS 180-4 and the
/// GCM specification, of the round 3 seeds of ML-KEM, of the X-Wing draft and of a Wycheproof key
/// of ML-DSA.
public final class SelfTest {
  private SelfTest() {}

  /// Throws `IllegalStateException` with the name of the primitive that gave another answer.
  public static void run() {
    hashes();
    ciphers();
    agreement();
    signatures();
    passwords();
  }

  private static void hashes() {
    same(
        "SHA-256",
        Hash.sha256(Bytes.ascii("abc")),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    same(
        "HMAC-SHA-256",
        Hmac.mac(secret("4a656665"), Bytes.ascii("what do ya want for nothing?")),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    same(
        "HKDF-SHA-256",
        Hkdf.derive(
                Bytes.hex("000102030405060708090a0b0c"),
                secret("0b".repeat(22)),
                Bytes.hex("f0f1f2f3f4f5f6f7f8f9"),
                42)
            .reveal(),
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
  }

  private static void ciphers() {
    Secret key = secret("1c9240a5eb55d38af333888604f6b5f0473917c1402b80099dca5cbc207075c0");
    Bytes nonce = Bytes.hex("000000000102030405060708");
    Bytes ad = Bytes.hex("f33388860000000000004e91");
    Bytes sealed =
        Bytes.hex(
            "64a0861575861af460f062c79be643bd5e805cfd345cf389f108670ac76c8cb2"
                + "4c6cfc18755d43eea09ee94e382d26b0bdb7b73c321b0100d4f03b7f355894cf"
                + "332f830e710b97ce98c8a84abd0b948114ad176e008d33bd60f982b1ff37c855"
                + "9797a06ef4f0ef61c186324e2b3506383606907b6a7c02b0f9f6157b53c867e4"
                + "b9166c767b804d46a59b5216cde7a4e99040c5a40433225ee282a1b0a06c523e"
                + "af4534d7f83fa1155b0047718cbc546a0d072b04b3564eea1b422273f548271a"
                + "0bb2316053fa76991955ebd63159434ecebb4e466dae5a1073a6727627097a10"
                + "49e617d91d361094fa68f0ff77987130305beaba2eda04df997b714d6c6f2c29"
                + "a6ad5cb4022b02709b"
                + "eead9d67890cbb22392336fea1851f38");
    Bytes opened = Aead.open(key, nonce, ad, sealed).orElse(Bytes.EMPTY);
    hold("ChaCha20-Poly1305", opened.utf8().startsWith("Internet-Drafts are draft documents"));
    same("ChaCha20-Poly1305", Aead.seal(key, nonce, ad, opened), sealed.hex());
    hold("ChaCha20-Poly1305", Aead.open(key, nonce, Bytes.EMPTY, sealed).isEmpty());

    Secret zero = secret("00".repeat(AesGcm.KEY_BYTES));
    Bytes zeroNonce = Bytes.zero(AesGcm.NONCE_BYTES);
    Bytes wrapped = AesGcm.seal(zero, zeroNonce, Bytes.EMPTY, Bytes.zero(16));
    same(
        "AES-256-GCM", wrapped, "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919");
    hold("AES-256-GCM", AesGcm.open(zero, zeroNonce, Bytes.of(1), wrapped).isEmpty());
  }

  private static void agreement() {
    Secret alice = secret("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
    X25519.KeyPair bob =
        X25519.KeyPair.of(
            secret("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
    same(
        "X25519",
        bob.publicKey(),
        "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
    Secret shared = X25519.agree(alice, bob.publicKey()).orElse(alice);
    same(
        "X25519",
        shared.reveal(),
        "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
    hold("X25519", X25519.agree(alice, Bytes.zero(X25519.KEY_BYTES)).isEmpty());

    MlKem.KeyPair kem =
        MlKem.KeyPair.of(
            secret(
                "7c9935a0b07694aa0c6d10e4db6b1add2fd81a25ccb148032dcd739936737f2d"
                    + "8626ed79d451140800e03b59b956f8210e556067407d13dc90fa9e8b872bfb8f"));
    MlKem.Encapsulation made =
        MlKem.encapsulate(
                kem.publicKey(),
                secret("147c03f7a5bebba406c8fae1874d7f13c80efe79a3a9a874cc09fe76f6997615"))
            .orElseThrow(() -> new IllegalStateException("self-test of ML-KEM-768 failed"));
    same(
        "ML-KEM-768",
        Hash.sha256(kem.publicKey(), made.ciphertext()),
        "4ed7632c585f0df830e29c1f97731e43da9d0b4abd51dd2971c5575980001d88");
    Secret found = kem.decapsulate(made.ciphertext());
    same(
        "ML-KEM-768",
        found.reveal(),
        "e7184a0975ee3470878d2d159ec83129c8aec253d4ee17b4810311d198cd0368");
    hold("ML-KEM-768", found.equals(made.sharedSecret()));

    XWing.KeyPair both =
        XWing.KeyPair.of(
            secret("7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26"));
    MlKem.Encapsulation wing =
        XWing.encapsulate(
                both.publicKey(),
                secret(
                    "3cb1eea988004b93103cfb0aeefd2a686e01fa4a58e8a3639ca8a1e3f9ae57e2"
                        + "35b8cc873c23dc62b8d260169afa2f75ab916a58d974918835d25e6a435085b2"))
            .orElseThrow(() -> new IllegalStateException("self-test of X-Wing failed"));
    same(
        "X-Wing",
        Hash.sha256(both.publicKey(), wing.ciphertext()),
        "791eb5d86962e96c1be5e30d4b4c9f6c6518eef3b821a31c6fad6357ac6e117c");
    Secret winged = both.decapsulate(wing.ciphertext()).orElse(alice);
    same(
        "X-Wing",
        winged.reveal(),
        "d2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384");
  }

  private static void signatures() {
    Ed25519.KeyPair host =
        Ed25519.KeyPair.of(
            secret("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
    Bytes signature =
        Bytes.hex(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
                + "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    same("Ed25519", Ed25519.sign(host.seed(), Bytes.EMPTY), signature.hex());
    hold("Ed25519", Ed25519.verify(host.publicKey(), Bytes.EMPTY, signature));
    hold("Ed25519", !Ed25519.verify(host.publicKey(), Bytes.of(0), signature));

    Es256.KeyPair curve =
        Es256.KeyPair.of(
            secret("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"));
    Bytes sample =
        Bytes.hex(
            "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
    hold("ES256", Es256.verify(curve.publicKey(), Bytes.ascii("sample"), sample));
    hold("ES256", !Es256.verify(curve.publicKey(), Bytes.ascii("simple"), sample));

    MlDsa.KeyPair lattice = MlDsa.KeyPair.of(secret("2a".repeat(MlDsa.SEED_BYTES)));
    same(
        "ML-DSA-65",
        Hash.sha256(lattice.publicKey()),
        "b7acce2ddb11f8cc1aa46e2bafac6eacfa2b732ef192bd636ad8d3a56d649c66");
    // FIPS 204 calls the signature whose randomness is zero the deterministic one.
    Bytes mine =
        lattice.sign(
            Bytes.ascii("Hello world"), new SeedOnce(secret("00".repeat(MlDsa.SEED_BYTES))));
    same(
        "ML-DSA-65",
        Hash.sha256(mine),
        "39fbbb0d97a52c79844213b325af823a7f16a174e00a5b3daeb3e6e6d1c89681");
    hold("ML-DSA-65", MlDsa.verify(lattice.publicKey(), Bytes.ascii("Hello world"), mine));
    hold("ML-DSA-65", !MlDsa.verify(lattice.publicKey(), Bytes.ascii("Hello World"), mine));
  }

  private static void passwords() {
    same(
        "Argon2id",
        Argon2.id(
                secret("01".repeat(32)),
                Bytes.hex("02".repeat(16)),
                Bytes.hex("04".repeat(12)),
                64,
                3,
                32)
            .reveal(),
        "6f0c639b81412ded77e3459cdcc12217417026cb932c256dfaa01e1409da1eea");
    same(
        "PBKDF2-HMAC-SHA512",
        Pbkdf2.sha512(Secret.copyOf(Bytes.ascii("password")), Bytes.ascii("mnemonic"), 2048, 64)
            .reveal(),
        "e0fb520d01112056904730f762ad263b806953f1fe5b4662c97b1f301bb5f8628f9fb4e82f5906b33938a1fb6da4aa252a1293945fb9b0d2b6bc83c30693889d");
  }

  private static Secret secret(String digits) {
    return Secret.copyOf(Bytes.hex(digits));
  }

  private static void same(String primitive, Bytes answer, String expected) {
    hold(primitive, answer.equals(Bytes.hex(expected)));
  }

  private static void hold(String primitive, boolean condition) {
    if (!condition) {
      throw new IllegalStateException("self-test of " + primitive + " failed");
    }
  }
}
