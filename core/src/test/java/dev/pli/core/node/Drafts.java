package dev.pli.core.node;

import dev.pli.core.contact.Verification;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.PliState;
import dev.pli.core.delivery.Draft;
import dev.pli.core.evidence.App;
import dev.pli.core.evidence.Content;
import dev.pli.core.evidence.Mention;
import dev.pli.core.evidence.OpenOffer;
import dev.pli.core.identity.Fingerprint;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.seal.Commitment;
import dev.pli.crypto.seal.ContentKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/// Sealed plis for tests, and a few files to enclose: one that travels as a row, one of two
/// segments, one of three, one of a dozen.
public final class Drafts {
  /// Of the longest enclosure.
  static final int LARGE_BYTES = 3_000_000;

  private static final List<SourceFile> FILES =
      List.of(
          file("note.txt", 13_000),
          file("plan.pdf", 300_000),
          file("photo.jpg", 700_000),
          file("scan.pdf", LARGE_BYTES));

  private Drafts() {}

  private static SourceFile file(String name, int length) {
    try {
      Path folder = Files.createTempDirectory("pli");
      Path file = folder.resolve(name);
      var content = new byte[length];
      new Random(length).nextBytes(content);
      Files.write(file, content);
      file.toFile().deleteOnExit();
      folder.toFile().deleteOnExit();
      return SourceFile.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A pli whose one enclosure has a dozen segments.
  static Draft large(Blobs blobs, RandomGenerator random) throws IOException {
    return seal(blobs, random, "", List.of(FILES.size() - 1));
  }

  /// `enclosures` are numbers of files, 0 to 2.
  public static Draft seal(
      Blobs blobs, RandomGenerator random, String text, List<Integer> enclosures)
      throws IOException {
    try {
      List<SourceFile> files = enclosures.stream().map(FILES::get).toList();
      return new ContentSealing(blobs, random, _ -> {})
          .seal(text, files, Mention.ORDINAIRE, Pli.Notes.NONE);
    } catch (RejectedException e) {
      throw new AssertionError("a file of this test has changed", e);
    }
  }

  /// A pli of this draft whose offer is no offer.
  static Pli withoutOffer(PliKey key, Draft draft, PliState state) {
    return new Pli(
        key,
        state,
        World.DAWN,
        World.DAWN,
        Optional.empty(),
        Optional.empty(),
        new Pli.Content(
            Bytes.EMPTY, draft.key(), draft.blobs().stream().map(Draft.SealedBlob::blob).toList()),
        new Verification.NotVerified(World.DAWN),
        0,
        Pli.Notes.NONE);
  }

  /// A pli of this draft with the offer that fits it, between two people who do not exist.
  static Pli withOffer(PliKey key, Draft draft, PliState state) {
    Pli bare = withoutOffer(key, draft, state);
    List<Pli.Blob> sealed = bare.content().blobs();
    var content =
        new Content(
            Commitment.ct(sealed.stream().map(Pli.Blob::ct).toList()),
            sealed.stream().mapToLong(Pli.Blob::sealedBytes).sum(),
            ContentKey.of(draft.id().value(), draft.key()).commitment(),
            sealed.size() - 1,
            draft.root(),
            draft.mention());
    var offer =
        new OpenOffer(
            new App("pli", "1"),
            content,
            new Fingerprint(Bytes.zero(32)),
            new Fingerprint(Bytes.hex("11".repeat(32))),
            draft.id(),
            Optional.empty(),
            World.DAWN);
    return new Pli(
        bare.key(),
        bare.state(),
        bare.created(),
        bare.arrived(),
        bare.delivered(),
        bare.route(),
        new Pli.Content(offer.payload(), draft.key(), sealed),
        bare.verification(),
        bare.textBytes(),
        bare.notes());
  }
}
