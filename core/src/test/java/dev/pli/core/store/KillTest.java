package dev.pli.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.Archive;
import dev.pli.core.Change;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.journal.Entry;
import dev.pli.core.node.Blobs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// kill -9 of the program that has a vault open, at any moment.
class KillTest {
  /// After so many commits the program is killed, or somewhat later.
  private static final int MOST_COMMITS = 60;

  @TempDir Path parent;

  @Test
  void V187_noAcknowledgedRowIsLost() throws Exception {
    kill(20);
  }

  @Tag("long")
  @Test
  void V187_noAcknowledgedRowIsLostInAThousandRuns() throws Exception {
    kill(1_000);
  }

  private void kill(int runs) throws Exception {
    var fixture = new VaultFixture(parent);
    fixture.create(new Samples(1).initial()).close();
    var random = new Random(runs);
    long written = 0;
    for (int run = 0; run < runs; run++) {
      long acknowledged = written + killedAfter(fixture, run, written, random);
      written = survived(fixture, acknowledged);
      assertTrue(written <= acknowledged + 1, "at most the one step without an answer");
    }
    assertTrue(written > runs, "the programs have written: " + written);
  }

  /// How many commits the program has seen return before it was killed.
  private static long killedAfter(VaultFixture fixture, int run, long written, Random random)
      throws Exception {
    Process process = ChildVault.start(fixture.folder, fixture.recovery, run, written);
    long last = written;
    try (BufferedReader lines = process.inputReader()) {
      long wanted = written + random.nextInt(MOST_COMMITS);
      String line = lines.readLine();
      while (line != null && last < wanted) {
        last = Long.parseLong(line);
        line = lines.readLine();
      }
      process.toHandle().destroyForcibly(); // What it has printed can still be read.
      for (; line != null; line = lines.readLine()) {
        last = Math.max(last, Long.parseLong(line));
      }
    }
    process.waitFor();
    return last - written;
  }

  private static long survived(VaultFixture fixture, long acknowledged) throws Exception {
    FolderSearch search = FolderSearch.ofPlainSqlite().word("canaridetail").word("Canari");
    assertEquals(List.of(), search.hits(fixture.folder), "V189");
    try (VaultStore store = fixture.open()) {
      while (store.findings().isEmpty()) {
        Thread.onSpinWait();
      }
      assertEquals(List.of(), store.findings().get().damagedPages());
      long kept = entries(store);
      assertTrue(kept >= acknowledged, kept + " kept of " + acknowledged);
      requireBlobs(fixture, store);
      return kept;
    }
  }

  /// All entries without a gap; returns the last one's number.
  private static long entries(VaultStore store) {
    long last = 0;
    List<Entry> page = store.journal(0, Archive.MAX_ROWS);
    while (!page.isEmpty()) {
      for (Entry entry : page) {
        assertEquals(ChildVault.entry(++last), entry);
      }
      page = store.journal(last, Archive.MAX_ROWS);
    }
    return last;
  }

  /// V191: what a row names is there, whole.
  private static void requireBlobs(VaultFixture fixture, VaultStore store) throws IOException {
    for (Change change : VaultFixture.recalled(store)) {
      if (change instanceof Change.PliSaved(Pli pli)) {
        StoredBlob blob = store.blob(pli.key(), 0).orElseThrow();
        String name = StoredBlob.file(blob.place()).orElseThrow();
        try (Blobs.Reader reader = store.blobs().open(name)) {
          ByteBuffer bytes = ByteBuffer.allocate(ChildVault.BLOB_BYTES + 1);
          assertEquals(ChildVault.BLOB_BYTES, reader.read(bytes));
        }
        assertTrue(Files.exists(new VaultBlobs(fixture.files(), new Random()).whole(name)));
      }
    }
  }
}
