package dev.pli.core.store;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Hkdf;
import dev.pli.crypto.primitive.Hmac;
import dev.pli.crypto.primitive.Secret;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The file that leads into a vault: which database it is, and eight ways to its key.
///
/// ```
///  0        8      10    12    16       32     40      48     52          116      120         184
///  +--------+------+-----+-----+--------+------+-------+------+-----------+--------+-----------+-----+
///  |PLIVAULT|format|slots|flags|vault id|serial|created|db gen|wrapped DBK|next gen|wrapped DBK|zeros|
///  +--------+------+-----+-----+--------+------+-------+------+-----------+--------+-----------+-----+
///  4048: mac 32, over bytes 0..4047 and the slots    4080: sum 16, no key    4096: 8 slots of 1 024
/// ```
///
/// 12 288 bytes, big-endian. `slots` holds each slot's bytes as they are. docs/spec/vault.md §4.
record VaultHeader(
    Bytes vaultId,
    long serial,
    Instant created,
    Generation current,
    Generation next,
    List<Bytes> slots,
    Bytes mac) {

  static final int LENGTH_BYTES = 12_288;
  static final int SLOTS = 8;
  static final int WRAPPED_BYTES = 64;

  private static final Bytes MAGIC = Bytes.ascii("PLIVAULT");
  private static final int FORMAT = 1;
  private static final int MAC_AT = 4_048;
  private static final int SUM_AT = 4_080;
  private static final int SLOTS_AT = 4_096;
  private static final int FIELDS_END = 184;
  private static final int KEY_BYTES = 32;
  private static final Bytes HEAD = Bytes.ascii("pli/1 vault head");

  VaultHeader {
    slots = List.copyOf(slots);
  }

  /// One database of the vault and its key, wrapped under AK. `NONE` outside a change of keys.
  record Generation(int number, Bytes wrappedKey) {
    static final Generation NONE = new Generation(0, Bytes.zero(WRAPPED_BYTES));
  }

  /// How a header file reads.
  sealed interface Reading {
    record Bad() implements Reading {}

    record Newer() implements Reading {}

    record Good(VaultHeader header) implements Reading {}
  }

  /// The same header with other slots and the next serial; [#signed] completes it.
  VaultHeader with(List<Bytes> nextSlots) {
    return new VaultHeader(vaultId, serial + 1, created, current, next, nextSlots, mac);
  }

  VaultHeader signed(Secret accessKey) {
    return new VaultHeader(vaultId, serial, created, current, next, slots, macUnder(accessKey));
  }

  boolean isSignedBy(Secret accessKey) {
    return mac.equals(macUnder(accessKey)); // Both are public; who can ask twice has the key.
  }

  private Bytes macUnder(Secret accessKey) {
    Secret key = Hkdf.expand(accessKey, HEAD, KEY_BYTES);
    try {
      return Hmac.mac(key, Bytes.concat(fields(), Bytes.concat(slots.toArray(Bytes[]::new))));
    } finally {
      key.wipe();
    }
  }

  /// The slots whose bytes are good, in order.
  List<KeySlot> goodSlots() {
    var good = new ArrayList<KeySlot>();
    for (Bytes bytes : slots) {
      if (KeySlot.parse(bytes) instanceof KeySlot.Reading.Good(var slot)) {
        good.add(slot);
      }
    }
    return good;
  }

  /// Whether a key file opens any of them.
  boolean wantsKeyFile() {
    return goodSlots().stream()
        .anyMatch(slot -> slot.factors() == KeySlot.Factors.PASSPHRASE_AND_KEY_FILE);
  }

  boolean hasDamagedSlot() {
    return slots.stream().anyMatch(VaultHeader::isDamaged);
  }

  private static boolean isDamaged(Bytes slot) {
    return KeySlot.parse(slot) instanceof KeySlot.Reading.Damaged;
  }

  /// The same header, with slots of `mirror` where this one's are damaged.
  VaultHeader mendedBy(VaultHeader mirror) {
    var mended = new ArrayList<>(slots);
    for (int i = 0; i < SLOTS; i++) {
      if (isDamaged(mended.get(i))) {
        mended.set(i, mirror.slots.get(i));
      }
    }
    return new VaultHeader(vaultId, serial, created, current, next, mended, mac);
  }

  Bytes encode() {
    Bytes head = Bytes.concat(fields(), mac);
    Bytes sum = sum(head);
    return Bytes.concat(head, sum, Bytes.concat(slots.toArray(Bytes[]::new)));
  }

  private static Bytes sum(Bytes head) {
    return Hash.sha256(head).slice(0, SLOTS_AT - SUM_AT);
  }

  private Bytes fields() {
    ByteBuffer bytes = ByteBuffer.allocate(MAC_AT);
    bytes.put(MAGIC.buffer()).putShort((short) FORMAT).putShort((short) SLOTS).putInt(0);
    bytes.put(vaultId.buffer()).putLong(serial).putLong(created.toEpochMilli());
    for (Generation generation : List.of(current, next)) {
      bytes.putInt(generation.number).put(generation.wrappedKey.buffer());
    }
    return Bytes.copyOf(bytes.clear());
  }

  static Reading parse(Bytes bytes) {
    if (bytes.length() < SLOTS_AT || !bytes.slice(0, MAGIC.length()).equals(MAGIC)) {
      return new Reading.Bad();
    }
    int format = bytes.buffer().getShort(8);
    if (format > FORMAT) {
      return new Reading.Newer();
    }
    boolean sound =
        bytes.length() == LENGTH_BYTES
            && bytes.slice(SUM_AT, SLOTS_AT).equals(sum(bytes.slice(0, SUM_AT)))
            && bytes.slice(FIELDS_END, MAC_AT).isZero();
    return sound ? good(bytes) : new Reading.Bad();
  }

  private static Reading good(Bytes bytes) {
    ByteBuffer numbers = bytes.buffer();
    var slots = new ArrayList<Bytes>();
    for (int at = SLOTS_AT; at < LENGTH_BYTES; at += KeySlot.LENGTH_BYTES) {
      slots.add(bytes.slice(at, at + KeySlot.LENGTH_BYTES));
    }
    var header =
        new VaultHeader(
            bytes.slice(16, 32),
            numbers.getLong(32),
            Instant.ofEpochMilli(numbers.getLong(40)),
            new Generation(numbers.getInt(48), bytes.slice(52, 116)),
            new Generation(numbers.getInt(116), bytes.slice(120, FIELDS_END)),
            slots,
            bytes.slice(MAC_AT, SUM_AT));
    return header.encode().equals(bytes) ? new Reading.Good(header) : new Reading.Bad();
  }
}
