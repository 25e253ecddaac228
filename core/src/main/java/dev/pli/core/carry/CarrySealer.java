package dev.pli.core.carry;

import dev.pli.crypto.hpke.Hpke;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.primitive.XWing;
import java.util.random.RandomGenerator;

/// Writes the sealed part of a carried file: its start once, then record by record. Not
/// thread-safe. docs/spec/carry.md §3.
public final class CarrySealer {
  static final Bytes MAGIC = Bytes.ascii("PLICARRY");
  static final int VERSION = 1;

  /// HPKE mode_psk, MLKEM768-X25519, HKDF-SHA256, ChaCha20Poly1305.
  static final int SUITE = 1;

  static final Bytes START = Bytes.concat(MAGIC, Bytes.of(VERSION, SUITE));
  public static final int START_BYTES = 8 + 1 + 1 + Hpke.ENCAPSULATION_BYTES;

  private final Bytes start;
  private Hpke.Sealing sealing; // One thread, the writer's.

  private CarrySealer(Hpke.Sender sender) {
    this.start = Bytes.concat(START, sender.encapsulation());
    this.sealing = sender.sealing();
  }

  /// To the device whose key this is. It was checked when it came.
  public static CarrySealer to(CarryKey key, CarryParties parties, RandomGenerator random) {
    Secret randomness = Secret.random(XWing.RANDOMNESS_BYTES, random);
    Hpke.Sender sender =
        Hpke.sender(key.key(), parties.shared(START), randomness)
            .orElseThrow(() -> new IllegalStateException("a key that was checked is none"));
    randomness.wipe();
    return new CarrySealer(sender);
  }

  /// `magic 8 ‖ version u8 ‖ suite u8 ‖ enc 1120`.
  public Bytes start() {
    return start;
  }

  /// `u16 len ‖ ciphertext`.
  public Bytes seal(CarryRecord.Type type, Bytes body) {
    Hpke.Sealed sealed = sealing.seal(Bytes.EMPTY, new CarryRecord(type, body).pad());
    sealing = sealed.next();
    int length = sealed.ciphertext().length();
    return Bytes.concat(Bytes.of(length >> Byte.SIZE, length), sealed.ciphertext());
  }
}
