package dev.pli.core.store;

import dev.pli.core.Change;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliState;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.journal.Entry;
import dev.pli.core.node.Blobs;
import dev.pli.core.node.SystemClock;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A program that opens a vault and saves journal entries, plis and blobs, one commit each, until
/// it is killed. It prints the number of each entry once its commit has returned.
final class ChildVault {
  /// As many segments as make a file.
  static final int BLOB_BYTES = 20_000;

  private ChildVault() {}

  /// Arguments: folder, seed of the samples, entries written before. The recovery seed comes in hex
  /// on the standard input.
  public static void main(String[] arguments) throws Exception {
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    var recovery = new SlotSecret.Recovery(Secret.copyOf(Bytes.hex(input.readLine())));
    VaultStore store =
        VaultStore.open(
            Path.of(arguments[0]),
            recovery,
            new Surroundings(new SystemClock(), new SecureRandom()),
            Opening.Older.REFUSED);
    var samples = new Samples(Long.parseLong(arguments[1]));
    long written = Long.parseLong(arguments[2]);
    var contact = ContactId.random(samples.random);
    while (true) {
      written++;
      store.commit(step(samples, contact, store, written));
      System.out.println(written);
      System.out.flush();
    }
  }

  private static List<Change> step(
      Samples samples, ContactId contact, VaultStore store, long number) throws IOException {
    var changes = new ArrayList<Change>();
    changes.add(new Change.JournalWritten(entry(number)));
    if (number % 4 == 0) {
      Pli pli = samples.pli(samples.key(contact, Direction.OUT), PliState.QUEUED, 0);
      changes.add(new Change.PliSaved(pli));
      changes.add(new Change.BlobSaved(blob(samples, pli, store)));
      changes.add(new Change.Noticed(samples.notice()));
    }
    return changes;
  }

  /// Entries that a test can tell by their number alone.
  static Entry entry(long number) {
    return Entry.of(
        number, Samples.NOW, "pli_sent", Optional.empty(), "canaridetail" + number, Bytes.zero(32));
  }

  private static StoredBlob blob(Samples samples, Pli pli, VaultStore store) throws IOException {
    try (Blobs.Writer writer = store.blobs().create()) {
      var bytes = new byte[BLOB_BYTES];
      new Random(1).nextBytes(bytes);
      writer.write(ByteBuffer.wrap(bytes));
      writer.complete();
      return new StoredBlob(
          pli.key(),
          0,
          pli.content().blobs().getFirst(),
          new StoredBlob.Place.File(writer.name()),
          samples.bytes(32),
          1);
    }
  }

  /// Starts this program; the caller kills it.
  static Process start(Path folder, SlotSecret.Recovery recovery, long seed, long written)
      throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ChildVault.class.getName(),
                folder.toString(),
                Long.toString(seed),
                Long.toString(written))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var output = process.outputWriter(StandardCharsets.US_ASCII);
    output.write(recovery.seed64().reveal().hex() + "\n");
    output.flush();
    return process;
  }
}
