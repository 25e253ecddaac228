package dev.pli.crypto.hpke;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.primitive.XWing;
import java.util.Optional;

/// HPKE in its one suite here: mode_psk, KEM MLKEM768-X25519 (0x647A, [XWing]), KDF HKDF-SHA256,
/// AEAD ChaCha20Poly1305. RFC 9180 §5.1.2; draft-ietf-hpke-pq.
///
/// The KEM has no authenticated form: who the sender is, the pre-shared key says, to the recipient
/// alone. Values; thread-safe.
public final class Hpke {
  public static final int ENCAPSULATION_BYTES = XWing.CIPHERTEXT_BYTES;

  /// RFC 9180 §9.5: a key of fewer bytes would be guessed.
  public static final int MIN_PSK_BYTES = 32;

  private static final KeySchedule SCHEDULE = new KeySchedule(0x647A);

  private Hpke() {}

  /// What both sides know before: `info` says what this is for, `pskId` names the key.
  public record Shared(Bytes info, Secret psk, Bytes pskId) {
    public Shared {
      if (psk.length() < MIN_PSK_BYTES || pskId.isEmpty()) {
        throw new IllegalArgumentException("a pre-shared key of 32 bytes or more, and its name");
      }
    }
  }

  /// The sender's side. `encapsulation` goes before the first message.
  public record Sender(Bytes encapsulation, Sealing sealing) {}

  /// The sender's context before its next message.
  public static final class Sealing {
    private final Context context;

    private Sealing(Context context) {
      this.context = context;
    }

    public Sealed seal(Bytes associatedData, Bytes plaintext) {
      return new Sealed(new Sealing(context.next()), context.seal(associatedData, plaintext));
    }

    @Override
    public String toString() {
      return "Sealing[" + context.sequence() + "]";
    }
  }

  public record Sealed(Sealing next, Bytes ciphertext) {}

  /// The recipient's context before its next message.
  public static final class Opening {
    private final Context context;

    private Opening(Context context) {
      this.context = context;
    }

    /// Empty when it is not the next message of this sender; then there is no next state.
    public Optional<Opened> open(Bytes associatedData, Bytes ciphertext) {
      return context
          .open(associatedData, ciphertext)
          .map(plaintext -> new Opened(new Opening(context.next()), plaintext));
    }

    @Override
    public String toString() {
      return "Opening[" + context.sequence() + "]";
    }
  }

  public record Opened(Opening next, Bytes plaintext) {}

  /// Empty when `publicKey` is none. `randomness` is 64 fresh bytes.
  public static Optional<Sender> sender(Bytes publicKey, Shared shared, Secret randomness) {
    return XWing.encapsulate(publicKey, randomness)
        .map(made ->
            new Sender(made.ciphertext(), new Sealing(context(made.sharedSecret(), shared))));
  }

  /// Empty when `encapsulation`, which has its right length, is none at all. One made for another
  /// key gives a context that opens nothing.
  public static Optional<Opening> recipient(XWing.KeyPair key, Bytes encapsulation, Shared shared) {
    return key.decapsulate(encapsulation).map(secret -> new Opening(context(secret, shared)));
  }

  private static Context context(Secret sharedSecret, Shared shared) {
    KeySchedule.Keys keys =
        SCHEDULE.derive(
            KeySchedule.Mode.PSK, sharedSecret, shared.info(), shared.psk(), shared.pskId());
    return new Context(keys.key(), keys.baseNonce(), 0);
  }
}
