package dev.pli.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Secret;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeySlotTest {
  private static final Bytes VAULT = Bytes.hex("a1".repeat(16));
  private static final Instant NOW = Instant.parse("2026-11-22T17:12:31.004Z");

  private final Random random = new Random(1);
  private final Secret vaultKey = Secret.random(32, random);
  private final KeyFile file = KeyFile.draw(random);

  private static SlotSecret passphrase(String text) {
    return new SlotSecret.Passphrase(Secret.copyOf(Bytes.utf8(text)), Optional.empty());
  }

  private SlotSecret passphraseAndFile(String text) {
    return new SlotSecret.Passphrase(Secret.copyOf(Bytes.utf8(text)), Optional.of(file));
  }

  private KeySlot seal(SlotSecret secret) {
    return KeySlot.seal(VAULT, vaultKey, secret, KdfCost.FLOOR, NOW, random);
  }

  private static KeySlot read(KeySlot slot) {
    return assertInstanceOf(KeySlot.Reading.Good.class, KeySlot.parse(slot.encode())).slot();
  }

  @Test
  void opensWithItsPassphraseAlone() throws Exception {
    KeySlot slot = read(seal(passphrase("marbre ciseau")));
    assertEquals(Optional.of(vaultKey), slot.open(VAULT, passphrase("marbre ciseau")));
    assertEquals(Optional.empty(), slot.open(VAULT, passphrase("marbre ciseaux")));
  }

  @Test
  void opensWithPassphraseAndKeyFileTogether() throws Exception {
    KeySlot slot = read(seal(passphraseAndFile("marbre")));
    assertEquals(file.id(), slot.keyFileId());
    assertEquals(Optional.of(vaultKey), slot.open(VAULT, passphraseAndFile("marbre")));
    assertEquals(Optional.empty(), slot.open(VAULT, passphrase("marbre")));
  }

  @Test
  void opensWithRecoveryWordsWithoutStretching() throws Exception {
    var seed = new SlotSecret.Recovery(Secret.random(64, random));
    KeySlot slot = read(seal(seed));
    assertEquals(Optional.empty(), slot.cost());
    assertEquals(Optional.of(vaultKey), slot.open(VAULT, seed));
    assertEquals(
        Optional.empty(), slot.open(VAULT, new SlotSecret.Recovery(Secret.random(64, random))));
  }

  @Test
  void opensInItsOwnVaultOnly() throws Exception {
    var seed = new SlotSecret.Recovery(Secret.random(64, random));
    assertEquals(Optional.empty(), seal(seed).open(Bytes.hex("a2".repeat(16)), seed));
  }

  @Test
  void everyFlippedBitIsDamageOrAnotherSecret() throws Exception {
    var seed = new SlotSecret.Recovery(Secret.random(64, random));
    Bytes good = seal(seed).encode();
    for (int i = 0; i < good.length(); i++) {
      byte[] bytes = good.toArray();
      bytes[i] ^= 1;
      assertInstanceOf(
          KeySlot.Reading.Damaged.class, KeySlot.parse(Bytes.copyOf(bytes)), "at " + i);
    }
  }

  @Test
  void zerosAreAnUnusedSlot() {
    assertInstanceOf(KeySlot.Reading.Unused.class, KeySlot.parse(Bytes.zero(KeySlot.LENGTH_BYTES)));
  }

  @Test
  void V122_costOutsideTheLimitsIsDamage() {
    assertTrue(readsWithCost(65_536, 3, 1));
    assertTrue(readsWithCost(1_048_576, 64, 1));
    assertFalse(readsWithCost(65_535, 3, 1));
    assertFalse(readsWithCost(1_048_577, 3, 1));
    assertFalse(readsWithCost(Integer.MAX_VALUE, 3, 1));
    assertFalse(readsWithCost(-1, 3, 1));
    assertFalse(readsWithCost(65_536, 2, 1));
    assertFalse(readsWithCost(65_536, 65, 1));
    assertFalse(readsWithCost(65_536, 3, 0));
    assertFalse(readsWithCost(65_536, 3, 2));
  }

  /// With its sum made right again: what an attacker can write, not what a disk breaks.
  private boolean readsWithCost(int memory, int iterations, int lanes) {
    ByteBuffer bytes = ByteBuffer.wrap(seal(passphrase("x")).encode().toArray());
    bytes.putInt(58, memory).putInt(62, iterations).put(66, (byte) lanes);
    Bytes sum = Hash.sha256(Bytes.copyOf(bytes.slice(0, 1_008))).slice(0, 16);
    bytes.put(1_008, sum.toArray());
    return KeySlot.parse(Bytes.copyOf(bytes)) instanceof KeySlot.Reading.Good;
  }
}
