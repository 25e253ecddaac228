package dev.pli.core.node;

import dev.pli.core.Event;
import dev.pli.core.carry.CarryEnd;
import dev.pli.core.carry.CarryRecord;
import dev.pli.core.carry.CarrySealer;
import dev.pli.core.contact.Contact;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.delivery.Outgoing;
import dev.pli.core.disk.PrivateFiles;
import dev.pli.core.frame.Envelope;
import dev.pli.core.frame.Frame;
import dev.pli.core.frame.FrameCodec;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Progress;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.core.rules.CarryPlan;
import dev.pli.core.rules.Messenger;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.seal.Sealing;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Writes what waits for a contact into a file for a medium: sealed frames first, then the blobs as
/// they lie in the vault. docs/spec/carry.md §3.
///
/// Until it is whole it lies beside its place under a random name that only its owner can read.
final class CarryOut {
  /// Rows that the rules are asked about at once.
  private static final int ROWS_AT_ONCE = 64;

  private final Node node;
  private final Clock clock;
  private final RandomGenerator random;

  CarryOut(Node node, Clock clock, RandomGenerator random) {
    this.node = node;
    this.clock = clock;
    this.random = random;
  }

  /// What the rules say of an export: a plan, or why there is none.
  private record Look(Optional<CarryPlan> plan, Optional<Problem> problem) {}

  /// A blob that goes behind the sealed part.
  private record Bulk(PliKey pli, int index, long sealedBytes) {
    /// Its digests, then itself.
    long bytes() {
      return (long) Sealing.segments(sealedBytes) * Hash.BYTES + sealedBytes;
    }
  }

  Answer export(Request.CarryExport request, Consumer<Progress> progress) throws IOException {
    Path file = Path.of(request.out());
    Look look = look(request.contact());
    if (look.problem().isPresent()) {
      return new Answer.Failed(look.problem().get());
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Answer.failed(ErrorCode.FILE_EXISTS, file.toString());
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return Answer.failed(ErrorCode.FILE_NOT_FOUND, String.valueOf(folder));
    }
    return write(look.plan().orElseThrow(), file, folder, progress);
  }

  private Look look(String name) {
    Optional<Contact> contact = node.look(rules -> rules.contact(name));
    contact.ifPresent(found -> node.tell(new Event.CarryPrepared(found.id())));
    return node.look(rules -> look(rules, name));
  }

  private Look look(Messenger rules, String name) {
    Optional<Contact> contact = rules.contact(name);
    if (contact.isEmpty()) {
      Problem unknown = rules.unknown(name);
      Problem problem =
          rules
              .removed(name)
              .filter(_ -> unknown.code() == ErrorCode.CONTACT_NOT_FOUND)
              .map(removed -> Problem.of(ErrorCode.CONTACT_REMOVED, removed.label()))
              .orElse(unknown);
      return new Look(Optional.empty(), Optional.of(problem));
    }
    Optional<Problem> refusal = rules.carrying().refusal(contact.get());
    return new Look(
        refusal.isPresent()
            ? Optional.empty()
            : Optional.of(rules.carrying().plan(contact.get(), clock.now())),
        refusal);
  }

  private Answer write(CarryPlan plan, Path file, Path folder, Consumer<Progress> progress)
      throws IOException {
    Path draft = folder.resolve(".pli-" + PrivateFiles.randomName(random) + ".part");
    try {
      Result.CarriedOut result;
      var plis = new ArrayList<PliKey>();
      try (FileChannel channel = PrivateFiles.createChannel(draft)) {
        var output = new Output(channel);
        int receipts = new Writing(plan, output, plis).write(file, folder, progress);
        channel.force(true);
        result =
            new Result.CarriedOut(
                plan.fingerprint().text(),
                file.toString(),
                output.position,
                output.hash.finish().hex(),
                plis.size(),
                receipts);
      }
      PrivateFiles.adopt(draft, file, false);
      node.tell(new Event.CarriedOut(plan.contact(), plis));
      node.look(_ -> true); // Saved before the answer leaves.
      return new Answer.Done(result);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /// The draft, front to back, and the hash of what it holds.
  private static final class Output {
    private final FileChannel channel;
    private final Hash.Running hash = Hash.running();
    private long position;

    Output(FileChannel channel) {
      this.channel = channel;
    }

    void write(ByteBuffer bytes) throws IOException {
      hash.update(bytes.duplicate());
      int length = bytes.remaining();
      PrivateFiles.writeFully(channel, bytes, position);
      position += length;
    }
  }

  /// One file being written.
  private final class Writing {
    private final CarryPlan plan;
    private final Output output;
    private final CarrySealer sealer;
    private final List<PliKey> plis;
    private final List<Bulk> bulk = new ArrayList<>();
    private int frames;
    private int receipts;

    Writing(CarryPlan plan, Output output, List<PliKey> plis) {
      this.plan = plan;
      this.output = output;
      this.plis = plis;
      this.sealer = CarrySealer.to(plan.key(), plan.parties(), random);
    }

    /// The number of receipts in it.
    int write(Path file, Path folder, Consumer<Progress> progress) throws IOException {
      output.write(sealer.start().buffer());
      record(CarryRecord.Type.HEAD, plan.head().encode());
      List<Outgoing> rows = plan.rows();
      for (int at = 0; at < rows.size(); at += ROWS_AT_ONCE) {
        frames(rows.subList(at, Math.min(at + ROWS_AT_ONCE, rows.size())));
      }
      long bytes = bulk.stream().mapToLong(Bulk::bytes).sum();
      record(CarryRecord.Type.END, new CarryEnd(frames, bulk.size(), bytes).encode());
      requireRoom(folder, bytes);
      long total = output.position + bytes;
      String name = String.valueOf(file.getFileName());
      for (Bulk blob : bulk) {
        write(blob, done -> progress.accept(at(name, done, total)));
      }
      progress.accept(at(name, total, total));
      return receipts;
    }

    private void record(CarryRecord.Type type, Bytes body) throws IOException {
      output.write(sealer.seal(type, body).buffer());
    }

    private void frames(List<Outgoing> rows) throws IOException {
      List<Optional<Frame>> now = node.look(rules -> rules.carrying().frames(rows));
      for (int i = 0; i < rows.size(); i++) {
        if (now.get(i).isPresent() && frames < CarryEnd.MAX_FRAMES) {
          frame(rows.get(i), now.get(i).get());
        }
      }
    }

    private void frame(Outgoing row, Frame frame) throws IOException {
      var envelope = new Envelope(plan.head().key().device(), 0, 0, row.queued(), frame);
      record(CarryRecord.Type.FRAME, FrameCodec.encode(envelope));
      frames++;
      receipts += frame instanceof Frame.StatementFrame ? 1 : 0;
      if (frame instanceof Frame.Offer offer
          && row.load() instanceof Outgoing.Load.Offer(var key)) {
        plis.add(key);
        for (int i = 0; i < offer.blobs().size(); i++) {
          if (!offer.blobs().get(i).isInline()) {
            bulk.add(new Bulk(key, i, offer.blobs().get(i).sealedBytes()));
          }
        }
      }
    }

    private void write(Bulk entry, Consumer<Long> moved) throws IOException {
      StoredBlob blob =
          node.store()
              .blob(entry.pli(), entry.index())
              .orElseThrow(() -> new EOFException("a pli that was taken back meanwhile"));
      output.write(blob.digests().buffer());
      switch (blob.place()) {
        case StoredBlob.Place.Row(var sealed) -> output.write(sealed.buffer());
        case StoredBlob.Place.File(var name) -> copy(name, entry.sealedBytes(), moved);
        case StoredBlob.Place.Elsewhere _ -> throw new IOException("a blob that is not here");
      }
    }

    private void copy(String name, long sealedBytes, Consumer<Long> moved) throws IOException {
      ByteBuffer segment = ByteBuffer.allocate(Sealing.SEGMENT_BYTES);
      try (Blobs.Reader reader = node.store().blobs().open(name)) {
        for (int i = 0; i < Sealing.segments(sealedBytes); i++) {
          segment.clear().limit(Sealing.segmentBytes(i, sealedBytes));
          while (segment.hasRemaining()) {
            if (reader.read(segment) < 0) {
              throw new EOFException("a blob that is shorter than its row says");
            }
          }
          output.write(segment.flip());
          moved.accept(output.position);
        }
      }
    }
  }

  private static Progress at(String name, long done, long total) {
    return new Progress(Progress.Phase.CARRYING, name, done, total, "");
  }

  /// A medium that cannot hold it is not filled first.
  private static void requireRoom(Path folder, long bytes) throws IOException {
    if (Files.getFileStore(folder).getUsableSpace() < bytes) {
      throw new NoSpaceException();
    }
  }
}
