package dev.pli.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pli.core.Change;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.PliState;
import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Known damages of a database file, and what shows them. V135
class DamageTest {
  private static final int PAGE = PageCheck.PAGE_BYTES;

  @TempDir Path parent;
  private VaultFixture fixture;
  private Path file;
  private byte[] whole;

  @BeforeEach
  void create() throws Exception {
    fixture = new VaultFixture(parent);
    file = fixture.files().database(1);
    var samples = new Samples(1);
    try (VaultStore store = fixture.create(samples.initial())) {
      for (int i = 0; i < 60; i++) {
        var contact = ContactId.random(samples.random);
        store.commit(
            List.of(
                new Change.PliSaved(
                    samples.pli(
                        samples.key(contact, i % 2 == 0 ? Direction.IN : Direction.OUT),
                        PliState.RECEIVED,
                        2))));
      }
    }
    whole = Files.readAllBytes(file);
  }

  private List<Long> damaged() throws Exception {
    Vault vault = fixture.unlocked();
    try (PageCheck check = PageCheck.open(file, vault.databaseKey())) {
      return check.damaged(1, check.pages());
    } finally {
      vault.release();
    }
  }

  /// Reads everything, as `integrity_check` does.
  private void readAll() throws Exception {
    Vault vault = fixture.unlocked();
    var thread = new StoreThread();
    try {
      String said =
          thread.first(() -> {
            try (Database database = Database.open(vault.database(), vault.databaseKey())) {
              return database.text("PRAGMA integrity_check").orElseThrow();
            }
          });
      assertEquals("ok", said);
    } finally {
      thread.close();
      vault.release();
    }
  }

  private long pages() {
    return whole.length / PAGE;
  }

  @Test
  void V135_wholeFileIsSound() throws Exception {
    assertEquals(List.of(), damaged());
    readAll();
  }

  @Test
  void V135_bitOfTheHmacFlipped() throws Exception {
    byte[] bytes = whole.clone();
    bytes[3 * PAGE - 1] ^= 1;
    Files.write(file, bytes);
    assertEquals(List.of(3L), damaged());
    assertThrows(VaultException.Damaged.class, this::readAll);
  }

  @Test
  void V135_pageZeroed() throws Exception {
    byte[] bytes = whole.clone();
    Arrays.fill(bytes, 4 * PAGE, 5 * PAGE, (byte) 0);
    Files.write(file, bytes);
    assertEquals(List.of(5L), damaged());
    assertThrows(IOException.class, this::readAll);
  }

  @Test
  void V135_twoPagesSwapped() throws Exception {
    byte[] bytes = whole.clone();
    System.arraycopy(whole, 2 * PAGE, bytes, 3 * PAGE, PAGE);
    System.arraycopy(whole, 3 * PAGE, bytes, 2 * PAGE, PAGE);
    Files.write(file, bytes);
    assertEquals(List.of(3L, 4L), damaged());
    assertThrows(IOException.class, this::readAll);
  }

  @Test
  void V135_cutInsideAPageAndAtItsEdge() throws Exception {
    for (long length : new long[] {whole.length - 100L, (pages() - 2) * PAGE}) {
      Files.write(file, whole);
      try (var cut = new RandomAccessFile(file.toFile(), "rw")) {
        cut.setLength(length);
      }
      assertThrows(IOException.class, this::readAll);
    }
  }

  @Test
  void V135_appendedPageIsNotOurs() throws Exception {
    Files.write(file, Arrays.copyOf(whole, whole.length + PAGE));
    assertEquals(List.of(pages() + 1), damaged());
  }

  /// SQLCipher takes each page for itself: the chain of the case file is what shows it.
  @Test
  void V135_pagesPutBackToAnOlderCopyPassEveryPageCheck() throws Exception {
    try (VaultStore store = fixture.open()) {
      store.commit(List.of(new Change.JournalWritten(new Samples(2).entry())));
    }
    byte[] newer = Files.readAllBytes(file);
    int page = 1;
    while (page < pages() && sameAt(newer, page)) {
      page++;
    }
    System.arraycopy(whole, page * PAGE, newer, page * PAGE, PAGE);
    Files.write(file, newer);
    assertEquals(List.of(), damaged());
  }

  private boolean sameAt(byte[] newer, int page) {
    int from = page * PAGE;
    return Arrays.equals(whole, from, from + PAGE, newer, from, from + PAGE);
  }

  @Test
  void V161_eachPliIsChainedToTheOneBeforeInItsCaseFile() throws Exception {
    record Link(long ord, Bytes pid, int origin, Bytes chain, Bytes offer) {}
    Vault vault = fixture.unlocked();
    var thread = new StoreThread();
    try {
      List<Link> links =
          thread.first(() -> {
            try (Database database = Database.open(vault.database(), vault.databaseKey())) {
              return database
                  .texts(
                      "SELECT p.ord, hex(p.pid), p.origin, hex(p.chain), hex(o.payload)"
                          + " FROM pli p JOIN offer o ON o.ord = p.ord ORDER BY p.ord")
                  .stream()
                  .map(row -> row.split("\t"))
                  .map(row ->
                      new Link(
                          Long.parseLong(row[0]),
                          Bytes.hex(row[1]),
                          Integer.parseInt(row[2]),
                          Bytes.hex(row[3]),
                          Bytes.hex(row[4])))
                  .toList();
            }
          });
      var last = new HashMap<Integer, Bytes>();
      for (Link link : links) {
        Bytes previous = last.getOrDefault(link.origin, Bytes.zero(32));
        assertEquals(
            PliRows.chain(previous, link.pid, link.offer, link.ord), link.chain, "" + link.ord);
        last.put(link.origin, link.chain);
      }
      assertEquals(60, links.size());
    } finally {
      thread.close();
      vault.release();
    }
  }
}
