package dev.pli.crypto.noise;

import static dev.pli.crypto.RejectedException.require;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.MlKem;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.primitive.X25519;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A Noise handshake from its first message to its split. Noise rev 34 §5.3.
///
/// Messages are written and read in the pattern's order, each with a payload. One owner; after it
/// has thrown, drop it: nothing that was read before is to be believed.
public final class HandshakeState {
  /// Noise rev 34 §3.
  private static final int MAX_MESSAGE_BYTES = 65_535;

  private final Pattern pattern;
  private final Role role;
  private final X25519.KeyPair localStatic;
  private final RandomGenerator random;
  private final SymmetricState symmetric;
  private int message; // This and all below: the owner's thread.
  private @Nullable Secret psk;
  private X25519.@Nullable KeyPair localEphemeral;
  private MlKem.@Nullable KeyPair localKem;
  private @Nullable Bytes remoteEphemeral;
  private @Nullable Bytes remoteKem;
  private @Nullable Bytes remoteStatic;

  public HandshakeState(
      Pattern pattern,
      Role role,
      Bytes prologue,
      X25519.KeyPair localStatic,
      RandomGenerator random) {
    this.pattern = pattern;
    this.role = role;
    this.localStatic = localStatic;
    this.random = random;
    this.symmetric = new SymmetricState(pattern.protocolName());
    symmetric.mixHash(prologue);
  }

  /// The pre-shared key: at the latest before the message whose token it is.
  public void usePsk(Secret psk) {
    this.psk = psk;
  }

  /// The next message, by our role, carrying `payload`: sealed as soon as there is a key. A peer's
  /// key may prove bad only now: ZERO_SHARED_SECRET, KEM_KEY.
  public Bytes write(Bytes payload) throws RejectedException {
    requireTurn(role);
    Bytes written = Bytes.EMPTY;
    for (Token token : pattern.tokens(message)) {
      written = Bytes.concat(written, write(token));
    }
    message++;
    return Bytes.concat(written, symmetric.encryptAndHash(payload));
  }

  /// The payload of the next message, by the other's role.
  public Bytes read(Bytes bytes) throws RejectedException {
    requireTurn(role.other());
    require(bytes.length() <= MAX_MESSAGE_BYTES, NoiseRule.LENGTH);
    var input = new Input(bytes);
    for (Token token : pattern.tokens(message)) {
      read(token, input);
    }
    message++;
    return symmetric.decryptAndHash(input.rest());
  }

  public boolean isFinished() {
    return message == pattern.messages();
  }

  /// The keys, once [#isFinished]. This state is used up.
  public Split split() {
    if (!isFinished()) {
      throw new IllegalStateException("the handshake is not finished");
    }
    Bytes hash = symmetric.hash();
    Secret[] keys = symmetric.split();
    wipeEphemerals();
    return new Split(keys[0], keys[1], keys[2], hash);
  }

  /// The peer's static key, as soon as it was read.
  public Optional<Bytes> remoteStatic() {
    return Optional.ofNullable(remoteStatic);
  }

  /// Our ephemeral public key, as soon as it was written.
  public Optional<Bytes> localEphemeral() {
    return Optional.ofNullable(localEphemeral).map(X25519.KeyPair::publicKey);
  }

  /// The peer's ephemeral public key, as soon as it was read.
  public Optional<Bytes> remoteEphemeral() {
    return Optional.ofNullable(remoteEphemeral);
  }

  /// For a handshake that is given up.
  public void wipe() {
    symmetric.wipe();
    wipeEphemerals();
  }

  private void wipeEphemerals() {
    if (localEphemeral != null) {
      localEphemeral.privateKey().wipe();
    }
    if (localKem != null) {
      localKem.wipe();
    }
  }

  private void requireTurn(Role speaker) {
    if (isFinished() || Pattern.sender(message) != speaker) {
      throw new IllegalStateException("it is not this side's turn");
    }
  }

  private Bytes write(Token token) throws RejectedException {
    return switch (token) {
      case E -> {
        localEphemeral = X25519.KeyPair.generate(random);
        yield mixEphemeral(localEphemeral.publicKey());
      }
      case S -> symmetric.encryptAndHash(localStatic.publicKey());
      case E1 -> {
        localKem = MlKem.KeyPair.generate(random);
        yield symmetric.encryptAndHash(localKem.publicKey());
      }
      case EKEM1 -> encapsulate();
      case EE, ES, SE, PSK -> mix(token);
    };
  }

  private void read(Token token, Input input) throws RejectedException {
    switch (token) {
      case E -> remoteEphemeral = mixEphemeral(input.take(X25519.KEY_BYTES));
      case S -> remoteStatic = open(input, X25519.KEY_BYTES);
      case E1 -> {
        remoteKem = open(input, MlKem.PUBLIC_KEY_BYTES);
        require(MlKem.isValidPublicKey(remoteKem), NoiseRule.KEM_KEY);
      }
      case EKEM1 -> {
        Bytes ciphertext = open(input, MlKem.CIPHERTEXT_BYTES);
        mixKey(known(localKem).decapsulate(ciphertext));
      }
      case EE, ES, SE, PSK -> mix(token);
    }
  }

  private Bytes open(Input input, int length) throws RejectedException {
    return symmetric.decryptAndHash(input.take(length + symmetric.overhead()));
  }

  /// The ciphertext is encrypted first, then the shared secret mixed in.
  private Bytes encapsulate() {
    Secret randomness = Secret.random(MlKem.RANDOMNESS_BYTES, random);
    MlKem.Encapsulation made =
        MlKem.encapsulate(known(remoteKem), randomness)
            .orElseThrow(() -> new IllegalStateException("the key was checked when it was read"));
    randomness.wipe();
    Bytes written = symmetric.encryptAndHash(made.ciphertext());
    mixKey(made.sharedSecret());
    return written;
  }

  private Bytes mixEphemeral(Bytes publicKey) {
    symmetric.mixHash(publicKey);
    if (pattern.usesPsk()) {
      symmetric.mixKey(Secret.copyOf(publicKey));
    }
    return publicKey;
  }

  /// Tokens that send nothing.
  private Bytes mix(Token token) throws RejectedException {
    boolean isInitiator = role == Role.INITIATOR;
    switch (token) {
      case EE -> mixDh(known(localEphemeral), known(remoteEphemeral));
      case ES -> {
        if (isInitiator) {
          mixDh(known(localEphemeral), known(remoteStatic));
        } else {
          mixDh(localStatic, known(remoteEphemeral));
        }
      }
      case SE -> {
        if (isInitiator) {
          mixDh(localStatic, known(remoteEphemeral));
        } else {
          mixDh(known(localEphemeral), known(remoteStatic));
        }
      }
      case PSK -> symmetric.mixKeyAndHash(known(psk));
      case E, S, E1, EKEM1 -> throw new IllegalStateException("a token that sends");
    }
    return Bytes.EMPTY;
  }

  private void mixDh(X25519.KeyPair local, Bytes remote) throws RejectedException {
    Optional<Secret> shared = X25519.agree(local.privateKey(), remote);
    require(shared.isPresent(), NoiseRule.ZERO_SHARED_SECRET);
    mixKey(shared.orElseThrow());
  }

  private void mixKey(Secret shared) {
    symmetric.mixKey(shared);
    shared.wipe();
  }

  private static <T> T known(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the pattern uses a key before it is known");
    }
    return value;
  }

  /// The fields of a message in their order.
  private static final class Input {
    private final Bytes bytes;
    private int position; // The owner's thread.

    Input(Bytes bytes) {
      this.bytes = bytes;
    }

    Bytes take(int length) throws RejectedException {
      require(bytes.length() - position >= length, NoiseRule.LENGTH);
      position += length;
      return bytes.slice(position - length, position);
    }

    Bytes rest() {
      return bytes.slice(position, bytes.length());
    }
  }
}
