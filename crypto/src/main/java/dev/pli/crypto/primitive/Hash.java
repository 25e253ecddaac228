package dev.pli.crypto.primitive;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

/// SHA-256, plain and with a label. FIPS 180-4; docs/spec/session.md §1.
public final class Hash {
  /// Bytes of every hash.
  public static final int BYTES = 32;

  private static final int MAX_LABEL_BYTES = 255; // Its length is one byte.

  private Hash() {}

  /// SHA-256 of all parts, one after the other. Where parts vary in length, use [#labelled].
  public static Bytes sha256(Bytes... parts) {
    MessageDigest digest = Jdk.digest("SHA-256");
    for (Bytes part : parts) {
      digest.update(part.array());
    }
    return Bytes.own(digest.digest());
  }

  /// SHA-256 of all that remains in `piece`, which is moved to its limit.
  public static Bytes sha256(ByteBuffer piece) {
    Running running = running();
    running.update(piece);
    return running.finish();
  }

  /// `LH(T; p1..pn) = SHA-256( u8(len T) ‖ T ‖ u64(len p1) ‖ p1 ‖ … )`: no two lists of parts and
  /// no two labels give the same input.
  public static Bytes labelled(String label, Bytes... parts) {
    Running running = labelled(label);
    for (Bytes part : parts) {
      running.updatePart(part);
    }
    return running.finish();
  }

  /// The start of a labelled hash whose parts come one by one, by [Running#updatePart].
  public static Running labelled(String label) {
    Bytes text = Bytes.ascii(label);
    if (text.length() > MAX_LABEL_BYTES) {
      throw new IllegalArgumentException("a label has at most 255 bytes");
    }
    Running running = running();
    running.update(Bytes.of(text.length()));
    running.update(text);
    return running;
  }

  public static Running running() {
    return new Running(Jdk.digest("SHA-256"));
  }

  /// A SHA-256 that takes its input in pieces of any size. Not thread-safe; used up by [#finish].
  public static final class Running {
    private final MessageDigest digest;

    private Running(MessageDigest digest) {
      this.digest = digest;
    }

    public void update(Bytes piece) {
      digest.update(piece.array());
    }

    /// Takes all that remains in `piece`, which is moved to its limit.
    public void update(ByteBuffer piece) {
      digest.update(piece);
    }

    /// One part of a labelled hash: its length as u64, then its bytes.
    public void updatePart(Bytes part) {
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(part.length()).array());
      digest.update(part.array());
    }

    public Bytes finish() {
      return Bytes.own(digest.digest());
    }
  }
}
