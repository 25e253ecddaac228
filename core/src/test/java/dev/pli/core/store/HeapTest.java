package dev.pli.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.pli.core.Change;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliState;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hkdf;
import dev.pli.crypto.primitive.Secret;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What keys a dump of the heap shows, in each state of a vault.
class HeapTest {
  /// Keys are remembered by this test behind a mask, so that the dump does not show the test's own.
  private static final int MASK = 0x5c;

  @TempDir Path parent;
  private final Map<String, byte[]> masked = new TreeMap<>();

  private void remember(String name, Secret key) {
    byte[] bytes = key.reveal().toArray();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= MASK;
    }
    masked.put(name, bytes);
    key.wipe();
  }

  /// Keys that the heap holds now, among objects in use.
  private List<String> found() throws IOException {
    Path dump = parent.resolve("heap.hprof");
    Files.deleteIfExists(dump);
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(dump.toString(), true);
    var found = new ArrayList<String>();
    for (var key : masked.entrySet()) {
      if (holds(dump, key.getValue())) {
        found.add(key.getKey());
      }
    }
    return found;
  }

  private static boolean holds(Path dump, byte[] wanted) throws IOException {
    var window = new byte[wanted.length];
    try (var bytes = new BufferedInputStream(Files.newInputStream(dump), 1 << 20)) {
      int next = bytes.read();
      for (int at = 0; next >= 0; at++) {
        window[at % window.length] = (byte) next;
        if (next == ((wanted[wanted.length - 1] ^ MASK) & 0xff) && matches(window, at, wanted)) {
          return true;
        }
        next = bytes.read();
      }
    }
    return false;
  }

  /// Whether the last bytes, the newest at `at`, are those wanted.
  private static boolean matches(byte[] window, int at, byte[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      int index = Math.floorMod(at - i, window.length);
      if (window[index] != (byte) (wanted[wanted.length - 1 - i] ^ MASK)) {
        return false;
      }
    }
    return true;
  }

  @Test
  void V252_closedKeepsWhatDeliveryNeedsAndLockedNothing() throws Exception {
    var samples = new Samples(1);
    var fixture = new VaultFixture(parent);
    VaultStore store = fixture.create(samples.initial());
    rememberKeys(fixture, store, samples);
    assertTrue(found().contains("VK"), "the search finds what is there");
    store.closeToReaders();
    assertEquals(List.of("DBK", "OWN", "mark"), found());
    store.close();
    assertEquals(List.of(), found());
  }

  /// All of them are copies, wiped once they are remembered.
  private void rememberKeys(VaultFixture fixture, VaultStore store, Samples samples)
      throws Exception {
    var contact = ContactId.random(samples.random);
    Pli pli = samples.pli(samples.key(contact, Direction.IN), PliState.RECEIVED, 1);
    store.commit(List.of(new Change.PliSaved(pli)));
    KeySlot slot = HeaderFile.read(fixture.files()).header().goodSlots().get(1);
    Bytes vaultId = HeaderFile.read(fixture.files()).header().vaultId();
    Secret vaultKey = slot.open(vaultId, fixture.recovery).orElseThrow();
    Secret access = expand(vaultKey, "access");
    var keys = new VaultKeys(vaultId, vaultKey, fixture.around.random());
    remember("OWN", expand(vaultKey, "own"));
    remember("FK", expand(vaultKey, "files"));
    remember("mark", expand(access, "mark"));
    remember(
        "DBK",
        keys.unwrapDatabaseKey(HeaderFile.read(fixture.files()).header().current()).orElseThrow());
    remember("AK", access);
    remember("K", pli.content().key());
    remember("VK", vaultKey.slice(0, 32));
    keys.lock();
  }

  private static Secret expand(Secret root, String label) {
    return Hkdf.expand(root, Bytes.ascii("pli/1 vault " + label), 32);
  }
}
