package dev.pli.core.store;

import static java.nio.file.StandardOpenOption.READ;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.PageHmac;
import dev.pli.crypto.primitive.Pbkdf2;
import dev.pli.crypto.primitive.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Whether the pages of a database file are as SQLCipher wrote them, told without its help: that
/// help says the same of a wrong key and of a damaged page.
///
/// ```
///  page 1:  salt 16 | ciphertext 4 000 | IV 16 | HMAC-SHA512 64
///  page n:            ciphertext 4 016 | IV 16 | HMAC-SHA512 64   over ciphertext, IV, u32 n
/// ```
///
/// `n` is little-endian; the key is PBKDF2-HMAC-SHA512(DBK, salt with each byte XOR 0x3a, 2, 32).
/// Covers free pages too. Not thread-safe. docs/spec/vault.md V133.
final class PageCheck implements AutoCloseable {
  static final int PAGE_BYTES = 4_096;

  private static final int SALT_BYTES = 16;
  private static final int SIGNED_END = PAGE_BYTES - PageHmac.BYTES;
  private static final int SALT_MASK = 0x3a;
  private static final int ROUNDS = 2;
  private static final int KEY_BYTES = 32;

  private final FileChannel file;
  private final PageHmac hmac;
  private final ByteBuffer page = ByteBuffer.allocate(PAGE_BYTES);
  private final ByteBuffer number =
      ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  private PageCheck(FileChannel file, PageHmac hmac) {
    this.file = file;
    this.hmac = hmac;
  }

  /// Empty files and those shorter than a page have nothing to check: the caller has looked.
  static PageCheck open(Path database, Secret key) throws IOException {
    FileChannel file = FileChannel.open(database, READ);
    try {
      ByteBuffer salt = ByteBuffer.allocate(SALT_BYTES);
      file.read(salt, 0);
      Secret pageKey = Pbkdf2.sha512(key, masked(salt), ROUNDS, KEY_BYTES);
      try {
        return new PageCheck(file, new PageHmac(pageKey));
      } finally {
        pageKey.wipe();
      }
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private static Bytes masked(ByteBuffer salt) {
    var masked = new byte[SALT_BYTES];
    for (int i = 0; i < SALT_BYTES; i++) {
      masked[i] = (byte) (salt.get(i) ^ SALT_MASK);
    }
    return Bytes.copyOf(masked);
  }

  /// Whole pages that the file has now.
  long pages() throws IOException {
    return file.size() / PAGE_BYTES;
  }

  /// Pages from `from` on, counted from 1, at most `count`, that are not as they were written.
  List<Long> damaged(long from, long count) throws IOException {
    var damaged = new ArrayList<Long>();
    long end = Math.min(from + count, pages() + 1);
    for (long n = from; n < end; n++) {
      if (!isIntact(n)) {
        damaged.add(n);
      }
    }
    return damaged;
  }

  boolean isIntact(long n) throws IOException {
    page.clear();
    while (page.hasRemaining()) {
      if (file.read(page, (n - 1) * PAGE_BYTES + page.position()) < 0) {
        return false;
      }
    }
    int start = n == 1 ? SALT_BYTES : 0;
    Bytes expected =
        hmac.of(page.slice(start, SIGNED_END - start), number.clear().putInt((int) n).flip());
    return Bytes.copyOf(page.slice(SIGNED_END, PageHmac.BYTES)).equals(expected);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
