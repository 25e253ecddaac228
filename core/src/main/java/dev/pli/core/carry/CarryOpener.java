package dev.pli.core.carry;

import static dev.pli.core.carry.CarryRule.C101_MAGIC;
import static dev.pli.core.carry.CarryRule.C102_VERSION;
import static dev.pli.core.carry.CarryRule.C103_KEY;
import static dev.pli.core.carry.CarryRule.C105_RECORD_AEAD;
import static dev.pli.core.carry.CarryRule.C106_RECORD_LAYOUT;
import static dev.pli.core.carry.CarryRule.C109_COUNTS;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.hpke.Hpke;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.XWing;
import java.util.List;
import java.util.Optional;

/// Reads the sealed part of a carried file, record by record, once it has found the key that opens
/// it.
///
/// ```
/// HEAD -> FRAME* -> END
/// ```
///
/// Not thread-safe. After it has thrown, drop it and the file. docs/spec/carry.md §3.
public final class CarryOpener {
  private final Candidate candidate;
  private final CarryKeys.Own key;
  private final CarryHead head;
  private Hpke.Opening opening; // One thread, the reader's.
  private long frames;
  private boolean isEnded;

  /// One contact that may have sealed a file to this device: both, and this device's keys for it.
  public record Candidate(CarryParties parties, CarryKeys keys) {}

  private CarryOpener(
      Candidate candidate, CarryKeys.Own key, CarryHead head, Hpke.Opening opening) {
    this.candidate = candidate;
    this.key = key;
    this.head = head;
    this.opening = opening;
  }

  /// Judges what a file begins with, before its first record is read. A shorter one is no carried
  /// file.
  public static void requireStart(Bytes start) throws RejectedException {
    int fixed = CarrySealer.MAGIC.length();
    require(start.length() == CarrySealer.START_BYTES, C101_MAGIC);
    require(start.slice(0, fixed).equals(CarrySealer.MAGIC), C101_MAGIC);
    require(
        start.at(fixed) == CarrySealer.VERSION && start.at(fixed + 1) == CarrySealer.SUITE,
        C102_VERSION);
  }

  /// Finds who sealed `first`, the ciphertext of the first record, and reads its head. The file
  /// names nobody: every key is tried.
  public static CarryOpener of(Bytes start, Bytes first, List<Candidate> candidates)
      throws RejectedException {
    requireStart(start);
    Bytes encapsulation = start.slice(CarrySealer.START.length(), start.length());
    for (Candidate candidate : candidates) {
      Hpke.Shared shared = candidate.parties().shared(CarrySealer.START);
      for (CarryKeys.Own key : candidate.keys().own()) {
        Optional<Hpke.Opened> opened =
            Hpke.recipient(XWing.KeyPair.of(key.seed()), encapsulation, shared)
                .flatMap(opening -> opening.open(Bytes.EMPTY, first));
        if (opened.isPresent()) {
          CarryRecord record = CarryRecord.parse(opened.get().plaintext());
          require(record.type() == CarryRecord.Type.HEAD, C106_RECORD_LAYOUT);
          return new CarryOpener(
              candidate, key, CarryHead.parse(record.body()), opened.get().next());
        }
      }
    }
    throw new RejectedException(C103_KEY);
  }

  public Candidate candidate() {
    return candidate;
  }

  /// Which key of this device has opened it.
  public CarryKeys.Own key() {
    return key;
  }

  public CarryHead head() {
    return head;
  }

  /// The next record, a frame or the end. Behind the end there is none.
  public CarryRecord next(Bytes ciphertext) throws RejectedException {
    require(!isEnded, C106_RECORD_LAYOUT);
    Hpke.Opened opened =
        opening
            .open(Bytes.EMPTY, ciphertext)
            .orElseThrow(() -> new RejectedException(C105_RECORD_AEAD));
    CarryRecord record = CarryRecord.parse(opened.plaintext());
    require(record.type() != CarryRecord.Type.HEAD, C106_RECORD_LAYOUT);
    if (record.type() == CarryRecord.Type.END) {
      require(CarryEnd.parse(record.body()).frames() == frames, C109_COUNTS);
      isEnded = true;
    } else {
      require(frames < CarryEnd.MAX_FRAMES, C109_COUNTS);
      frames++;
    }
    opening = opened.next();
    return record;
  }
}
