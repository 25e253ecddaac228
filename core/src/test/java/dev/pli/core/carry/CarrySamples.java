package dev.pli.core.carry;

import dev.pli.core.contact.ContactId;
import dev.pli.core.identity.DeviceId;
import dev.pli.core.identity.People;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A file that Alice carries to Bob, from fixed keys and draws.
public final class CarrySamples {
  public static final Secret PAIR_PSK = Secret.copyOf(Bytes.hex("11".repeat(32)));
  public static final Secret SEED = Secret.copyOf(Bytes.hex("22".repeat(32)));
  public static final Secret ANSWER_SEED = Secret.copyOf(Bytes.hex("33".repeat(32)));
  public static final Bytes RANDOMNESS = Bytes.hex("44".repeat(64));
  public static final DeviceId ALICES = People.ALICE_DEVICE.id();
  public static final DeviceId BOBS = People.BOB_DEVICE.id();
  public static final ContactId ALICE = new ContactId(Bytes.hex("55".repeat(16)));

  public static final CarryParties PARTIES =
      new CarryParties(People.ALICE.fingerprint(), People.BOB.fingerprint(), PAIR_PSK);

  /// Bob's key, as Alice holds it.
  public static final CarryKey KEY = own(SEED, 1).shown(BOBS);

  public static final CarryHead HEAD =
      new CarryHead(
          BOBS,
          Instant.ofEpochMilli(1_700_000_000_000L),
          own(ANSWER_SEED, 2).shown(ALICES),
          3,
          Bytes.hex("66".repeat(32)));

  private CarrySamples() {}

  public static CarryKeys.Own own(Secret seed, long made) {
    return new CarryKeys.Own(seed, made, Optional.empty());
  }

  /// What Bob tries: Alice, and his key for her.
  public static CarryOpener.Candidate candidate() {
    return new CarryOpener.Candidate(
        PARTIES, new CarryKeys(ALICE, List.of(own(SEED, 1)), Optional.empty()));
  }

  public static CarrySealer sealer() {
    return CarrySealer.to(KEY, PARTIES, new Drawn(RANDOMNESS));
  }

  /// What a `u16` length stands before.
  static Bytes ciphertext(Bytes record) {
    return record.slice(2, record.length());
  }

  /// These bytes, once.
  public record Drawn(Bytes bytes) implements RandomGenerator {
    @Override
    public void nextBytes(byte[] target) {
      System.arraycopy(bytes.toArray(), 0, target, 0, target.length);
    }

    @Override
    public long nextLong() {
      throw new UnsupportedOperationException();
    }
  }
}
