package dev.pli.crypto.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Aead;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Secret;
import java.nio.ByteBuffer;

/// Manifests, digest lists and sealed blobs that a stranger made.
class SealFuzzTest {
  private static final Secret KEY = Secret.copyOf(Bytes.hex("11".repeat(32)));
  private static final Bytes PID = Bytes.hex("0a".repeat(16));
  private static final int MAX_PLAINTEXT = 20_000;

  @FuzzTest
  void manifest(byte[] input) {
    try {
      Manifest manifest = Manifest.parse(Bytes.copyOf(input), PID);
      assertEquals(Bytes.copyOf(input), manifest.encode());
      manifest.root();
    } catch (RejectedException e) {
      assertInstanceOf(SealRule.class, e.rule());
    }
  }

  /// A list whose commitment is right.
  @FuzzTest
  void digestList(byte[] input) {
    if (input.length < Long.BYTES) {
      return;
    }
    long length = ByteBuffer.wrap(input).getLong();
    Bytes list = Bytes.copyOf(ByteBuffer.wrap(input).position(Long.BYTES));
    Bytes whole = list.slice(0, list.length() / Hash.BYTES * Hash.BYTES);
    try {
      SegmentDigests digests =
          SegmentDigests.parse(whole, length, Commitment.ofBlob(length, whole));
      assertEquals(whole.length(), digests.segments() * Hash.BYTES);
      digests.check(0, Bytes.zero(272).buffer());
    } catch (RejectedException e) {
      assertInstanceOf(SealRule.class, e.rule());
    }
  }

  @FuzzTest
  void sealedBlob(byte[] input) {
    open(Bytes.copyOf(input), input.length);
  }

  /// A blob whose chunks authenticate, by a sender who does not pad, or lies about the size.
  @FuzzTest
  void sealedByALiar(byte[] input) {
    if (input.length < Short.BYTES || input.length > MAX_PLAINTEXT) {
      return;
    }
    int contentBytes = Short.toUnsignedInt(ByteBuffer.wrap(input).getShort());
    Bytes plaintext = Bytes.copyOf(ByteBuffer.wrap(input).position(Short.BYTES));
    Bytes sealed = Bytes.EMPTY;
    for (int at = 0, j = 0; at < plaintext.length(); at += Sealing.CHUNK_BYTES, j++) {
      int end = Math.min(plaintext.length(), at + Sealing.CHUNK_BYTES);
      Bytes nonce = Sealing.nonce(j, end == plaintext.length());
      Bytes chunk = Aead.seal(KEY, nonce, Bytes.EMPTY, plaintext.slice(at, end));
      sealed = Bytes.concat(sealed, chunk);
    }
    open(sealed, contentBytes);
    try {
      Manifest.open(KEY, sealed, PID);
    } catch (RejectedException e) {
      assertInstanceOf(SealRule.class, e.rule());
    }
  }

  private static void open(Bytes sealed, int contentBytes) {
    try {
      Bytes content = Blob.open(KEY, sealed, contentBytes);
      assertEquals(sealed, Blob.seal(KEY, content).bytes());
    } catch (RejectedException e) {
      assertInstanceOf(SealRule.class, e.rule());
    }
  }
}
