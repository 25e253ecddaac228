package dev.pli.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Secret;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultHeaderTest {
  private static final Bytes VAULT = Bytes.hex("a1".repeat(16));
  private static final Instant NOW = Instant.ofEpochMilli(1_790_000_000_123L);

  @TempDir Path parent;
  private final Random random = new Random(1);
  private final Secret accessKey = Secret.random(32, random);
  private final VaultHeader header = header().signed(accessKey);
  private VaultFolder folder;

  private VaultHeader header() {
    var slots = new ArrayList<>(Collections.nCopies(VaultHeader.SLOTS, Bytes.zero(1_024)));
    for (int i : List.of(0, 3)) {
      slots.set(
          i,
          KeySlot.seal(
                  VAULT,
                  Secret.random(32, random),
                  new SlotSecret.Recovery(Secret.random(64, random)),
                  KdfCost.FLOOR,
                  NOW,
                  random)
              .encode());
    }
    var current = new VaultHeader.Generation(7, Secret.random(64, random).reveal());
    return new VaultHeader(
        VAULT, 41, NOW, current, VaultHeader.Generation.NONE, slots, Bytes.zero(32));
  }

  @BeforeEach
  void makeFolder() throws Exception {
    folder = new VaultFolder(parent.resolve("v"));
    VaultFolder draft = folder.draft(random);
    HeaderFile.write(draft, header, random);
    folder.adopt(draft);
  }

  @Test
  void readsBackWhatWasWritten() throws Exception {
    assertEquals(12_288, Files.size(folder.header()));
    assertEquals(new HeaderFile.Found(header, false), HeaderFile.read(folder));
    assertTrue(header.isSignedBy(accessKey));
    assertEquals(2, header.goodSlots().size());
  }

  @Test
  void V101_headerIsForItsOwnerAlone() throws Exception {
    for (Path file : List.of(folder.header(), folder.mirror(), folder.lock())) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
    for (Path file : List.of(folder.root(), folder.blobs(), folder.lost(), folder.temp())) {
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
  }

  @Test
  void everyFlippedByteOfTheHeadIsSeenWithoutAKey() {
    byte[] good = header.encode().toArray();
    for (int i = 0; i < 4_096; i++) {
      byte[] bytes = good.clone();
      bytes[i] ^= 0x40;
      assertFalse(
          VaultHeader.parse(Bytes.copyOf(bytes)) instanceof VaultHeader.Reading.Good, "at " + i);
    }
  }

  @Test
  void anotherKeyOrAnotherSlotBreaksTheMac() {
    assertFalse(header.isSignedBy(Secret.random(32, random)));
    var swapped = new ArrayList<>(header.slots());
    Collections.swap(swapped, 0, 3);
    var mixed =
        new VaultHeader(
            header.vaultId(),
            header.serial(),
            header.created(),
            header.current(),
            header.next(),
            swapped,
            header.mac());
    assertFalse(mixed.isSignedBy(accessKey));
  }

  @Test
  void newerFormatIsSaidAsSuch() throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap(header.encode().toArray());
    bytes.putShort(8, (short) 2);
    bytes.put(4_080, Hash.sha256(Bytes.copyOf(bytes.slice(0, 4_080))).toArray(), 0, 16);
    Files.write(folder.header(), bytes.array());
    assertThrows(VaultException.TooNew.class, () -> HeaderFile.read(folder));
  }

  @Test
  void V128_mirrorServesForABadFile() throws Exception {
    Files.write(folder.header(), new byte[] {1});
    assertEquals(new HeaderFile.Found(header, true), HeaderFile.read(folder));
    Files.write(folder.mirror(), new byte[0]);
    VaultException.Damaged damaged =
        assertThrows(VaultException.Damaged.class, () -> HeaderFile.read(folder));
    assertEquals(VaultException.Part.HEADER, damaged.part());
  }

  @Test
  void V128_higherSerialWins() throws Exception {
    VaultHeader newer = header.with(header.slots()).signed(accessKey);
    Files.write(folder.mirror(), newer.encode().toArray());
    assertEquals(new HeaderFile.Found(newer, true), HeaderFile.read(folder));
  }

  @Test
  void mirrorsSlotServesForADamagedOne() throws Exception {
    byte[] bytes = header.encode().toArray();
    bytes[4_096 + 3 * 1_024 + 700] ^= 1;
    Files.write(folder.header(), bytes);
    assertInstanceOf(
        VaultHeader.Reading.Good.class, VaultHeader.parse(Bytes.copyOf(bytes)), "head is good");
    VaultHeader found = HeaderFile.read(folder).header();
    assertFalse(found.hasDamagedSlot());
    assertTrue(found.isSignedBy(accessKey));
  }
}
