package dev.pli.crypto.session;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.session.SessionRule.S601_OVERDUE;

import dev.pli.crypto.RejectedException;
import java.time.Duration;

/// How long one epoch may serve: when either side asks for a new one, when the sender stops, and
/// when the reader closes. docs/spec/session.md §11, §16.
public final class EpochLimits {
  /// From here on either side asks for a new epoch; past twice as much the sender of content waits.
  public static final int SOFT_RECORDS = 1_024;

  public static final long SOFT_BYTES = 1L << 30;
  public static final Duration SOFT_AGE = Duration.ofMinutes(10);

  public static final int HARD_RECORDS = 2 * SOFT_RECORDS;
  public static final long HARD_BYTES = 2 * SOFT_BYTES;
  public static final Duration HARD_AGE = SOFT_AGE.multipliedBy(2);

  /// The reader allows for what was under way when the sender stopped.
  public static final int READ_RECORDS = HARD_RECORDS;

  public static final long READ_BYTES = 3 * SOFT_BYTES;
  public static final Duration READ_AGE = SOFT_AGE.multipliedBy(3);

  /// Records of any type in one direction: room for the rekey itself, and no more.
  public static final int MAX_RECORDS = 4_096;

  /// Epochs on one link, the first included.
  public static final long MAX_EPOCHS = Epoch.MAX_NUMBER + 1;

  private EpochLimits() {}

  /// Whether to start a rekey: `records` of the busier direction, `bytes` of records and blob
  /// frames both ways, `age` by the monotonic clock when a person's record is to be sent.
  public static boolean wantRekey(int records, long bytes, Duration age) {
    return records >= SOFT_RECORDS || bytes >= SOFT_BYTES || age.compareTo(SOFT_AGE) >= 0;
  }

  /// Whether ENVELOPE and BLOB_GET wait for the next epoch, by the sender's own count.
  public static boolean stopContent(int records, long bytes, Duration age) {
    return records >= HARD_RECORDS || bytes >= HARD_BYTES || age.compareTo(HARD_AGE) >= 0;
  }

  /// Rejects by S601 content that came after the reader's own bounds of bytes and age; the bound of
  /// records is in [Session#open].
  public static void requireInTime(RecordType type, long bytes, Duration age)
      throws RejectedException {
    require(!type.isContent() || (bytes < READ_BYTES && age.compareTo(READ_AGE) < 0), S601_OVERDUE);
  }
}
