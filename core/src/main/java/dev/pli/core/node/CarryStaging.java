package dev.pli.core.node;

import static dev.pli.crypto.RejectedException.require;

import dev.pli.core.Event;
import dev.pli.core.carry.CarryEnd;
import dev.pli.core.carry.CarryOpener;
import dev.pli.core.carry.CarryRecord;
import dev.pli.core.carry.CarryRule;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.Verification;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.PliState;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.evidence.OpenOffer;
import dev.pli.core.frame.Envelope;
import dev.pli.core.frame.Frame;
import dev.pli.core.frame.FrameCodec;
import dev.pli.core.frame.OfferedBlob;
import dev.pli.core.identity.DeviceId;
import dev.pli.core.office.Answer;
import dev.pli.core.office.Result;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.Rule;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.seal.Sealing;
import dev.pli.crypto.seal.SegmentDigests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/// One carried file on its way into the vault: read whole and judged, its blobs laid into the vault
/// without a row, then its frames handed to the rules. What no row names at the end goes again.
///
/// Reads the sealed part three times, so that no more than a few frames are in memory; the blobs
/// once. One use, by a thread that may wait.
final class CarryStaging implements AutoCloseable {
  /// Frames that the rules take in one commit.
  private static final int FRAMES_AT_ONCE = 64;

  /// Bytes of digest lists handed over with them: those of 8 GiB.
  private static final int DIGESTS_AT_ONCE = 1 << 20;

  private final Node node;
  private final Clock clock;
  private final CarryInput input;
  private final List<CarryOpener.Candidate> candidates;
  private final Contact contact;
  private final LongConsumer progress;

  /// Where the blobs begin; known once the file was judged.
  private long bulkAt;

  /// Plis whose blobs lie here now, by number of their frame.
  private final Map<Long, Staged> staged = new HashMap<>();

  /// What one offer brought: a file for each blob that did not fit it, and what opening all showed.
  private record Staged(Map<Integer, String> files, Event.Check check) {}

  CarryStaging(
      Node node,
      Clock clock,
      CarryInput input,
      List<CarryOpener.Candidate> candidates,
      Contact contact,
      LongConsumer progress) {
    this.node = node;
    this.clock = clock;
    this.input = input;
    this.candidates = candidates;
    this.contact = contact;
    this.progress = progress;
  }

  @FunctionalInterface
  private interface Each {
    /// `bulk` is where the blobs of this frame begin.
    void take(long number, Envelope envelope, long bulk) throws IOException, RejectedException;
  }

  /// Every frame in order; the end of the file must be where they say it is.
  private CarryEnd read(long bulkStart, Each each) throws IOException, RejectedException {
    CarryInput.Records records = input.records(candidates);
    DeviceId writer = records.opener().head().key().device();
    long number = 0;
    long bulk = bulkStart;
    CarryRecord record = records.next();
    while (record.type() == CarryRecord.Type.FRAME) {
      Envelope envelope = FrameCodec.parse(record.body());
      require(
          envelope.device().equals(writer) && envelope.incarnation() == 0 && envelope.seq() == 0,
          CarryRule.C110_FRAME);
      require(!(envelope.frame() instanceof Frame.CarryKeyFrame), CarryRule.C110_FRAME);
      each.take(number++, envelope, bulk);
      bulk = Math.addExact(bulk, bulkBytes(envelope.frame()));
      record = records.next();
    }
    bulkAt = records.position();
    return CarryEnd.parse(record.body());
  }

  /// The blobs that an offer does not hold itself, in their order.
  private static List<Integer> outside(Frame.Offer offer) {
    var outside = new ArrayList<Integer>();
    for (int i = 0; i < offer.blobs().size(); i++) {
      if (!offer.blobs().get(i).isInline()) {
        outside.add(i);
      }
    }
    return outside;
  }

  private static long bulkBytes(Frame frame) throws RejectedException {
    long sum = 0;
    if (frame instanceof Frame.Offer offer) {
      for (int i : outside(offer)) {
        sum += bulkBytes(offer.blobs().get(i));
      }
    }
    return sum;
  }

  /// Its digests, then itself. A length that no content gives breaks S505, or S509.
  private static long bulkBytes(OfferedBlob blob) throws RejectedException {
    Sealing.paddedBytes(blob.sealedBytes());
    return digestBytes(blob) + blob.sealedBytes();
  }

  private static int digestBytes(OfferedBlob blob) {
    return Sealing.segments(blob.sealedBytes()) * Hash.BYTES;
  }

  /// Reads the sealed part whole: it is authentic to its end, and the file as long as it says.
  void check() throws IOException, RejectedException {
    long[] counted = {0, 0};
    CarryEnd end =
        read(
            0,
            (_, envelope, _) -> {
              long bytes = bulkBytes(envelope.frame());
              counted[0] += envelope.frame() instanceof Frame.Offer o ? outside(o).size() : 0;
              counted[1] = Math.addExact(counted[1], bytes);
            });
    require(end.blobs() == counted[0] && end.bulk() == counted[1], CarryRule.C109_COUNTS);
    require(input.size() - bulkAt == end.bulk(), CarryRule.C111_LENGTH);
    if (end.bulk() > 0 && node.store().blobs().freeBytes() < end.bulk() + Blobs.HEADROOM_BYTES) {
      throw new NoSpaceException();
    }
  }

  /// Lays every blob that is wanted into the vault, each segment held against its digest.
  void stage() throws IOException, RejectedException {
    long begin = bulkAt;
    read(
        begin,
        (number, envelope, bulk) -> {
          if (envelope.frame() instanceof Frame.Offer offer
              && !outside(offer).isEmpty()
              && isWanted(offer)) {
            stage(number, offer, bulk);
          }
          progress.accept(bulk);
        });
    progress.accept(input.size());
  }

  private boolean isWanted(Frame.Offer offer) {
    Optional<Rule> fault = node.look(rules -> rules.carrying().fault(contact, offer));
    return fault.isEmpty()
        && node.store()
            .pli(key(offer))
            .filter(known -> known.state() != PliState.ARRIVING)
            .isEmpty();
  }

  private PliKey key(Frame.Offer offer) {
    try {
      return new PliKey(contact.id(), Direction.IN, OpenOffer.parse(offer.payload()).pli());
    } catch (RejectedException e) {
      throw new IllegalStateException("an offer without a fault does not read", e);
    }
  }

  private void stage(long number, Frame.Offer offer, long bulk)
      throws IOException, RejectedException {
    var files = new HashMap<Integer, String>();
    staged.put(number, new Staged(files, new Event.Check.Unreadable()));
    long at = bulk;
    for (int i : outside(offer)) {
      OfferedBlob blob = offer.blobs().get(i);
      lay(blob, at, name -> files.put(i, name));
      at += bulkBytes(blob);
    }
    staged.put(number, new Staged(files, opened(offer, files)));
  }

  @FunctionalInterface
  private interface Named {
    void is(String name);
  }

  private void lay(OfferedBlob blob, long at, Named named) throws IOException, RejectedException {
    SegmentDigests digests = digests(blob, at);
    long from = at + digestBytes(blob);
    ByteBuffer segment = ByteBuffer.allocate(Sealing.SEGMENT_BYTES);
    try (Blobs.Writer writer = node.store().blobs().create()) {
      named.is(writer.name());
      for (int i = 0; i < digests.segments(); i++) {
        segment.clear().limit(Sealing.segmentBytes(i, blob.sealedBytes()));
        input.fill(segment, from);
        digests.check(i, segment.flip());
        from += segment.remaining();
        writer.write(segment);
        progress.accept(from);
      }
      writer.complete();
    }
  }

  private SegmentDigests digests(OfferedBlob blob, long at) throws IOException, RejectedException {
    return SegmentDigests.parse(input.bytes(at, digestBytes(blob)), blob.sealedBytes(), blob.ct());
  }

  /// Opens the content of an offer whose blobs lie here, and compares it with what was promised.
  private Event.Check opened(Frame.Offer offer, Map<Integer, String> files) {
    PliKey key = key(offer);
    var blobs = new ArrayList<Pli.Blob>();
    var stored = new ArrayList<StoredBlob>();
    for (int i = 0; i < offer.blobs().size(); i++) {
      OfferedBlob blob = offer.blobs().get(i);
      var named = new Pli.Blob(blob.sealedBytes(), blob.ct());
      StoredBlob.Place place =
          blob.isInline()
              ? new StoredBlob.Place.Row(blob.inline())
              : new StoredBlob.Place.File(Objects.requireNonNull(files.get(i)));
      blobs.add(named);
      stored.add(new StoredBlob(key, i, named, place, Bytes.EMPTY, 0));
    }
    Instant now = clock.now();
    var pli =
        new Pli(
            key,
            PliState.ARRIVING,
            now,
            now,
            Optional.empty(),
            Optional.empty(),
            new Pli.Content(offer.payload(), offer.key().orElseThrow(), blobs),
            new Verification.NotVerified(now),
            0,
            Pli.Notes.NONE);
    try {
      var reading = new ContentReading(node.store().blobs(), pli, stored);
      return new Event.Check.Sound(reading.check(Set.of()));
    } catch (RejectedException e) {
      return new Event.Check.Unsound(e.rule());
    } catch (IOException | UncheckedIOException e) {
      return new Event.Check.Unreadable(); // Looked at again by the rules, once its row is there.
    }
  }

  /// Hands all frames to the rules, some at a time; what they have brought, or why no more was
  /// taken.
  Answer deliver(DeviceId from, long relNumber) throws IOException, RejectedException {
    var handing = new Handing(from, relNumber);
    read(bulkAt, handing::take);
    return handing.end();
  }

  /// Frames that are handed over together.
  private final class Handing {
    private final DeviceId from;
    private final long relNumber;
    private final List<Event.Carried> frames = new ArrayList<>();
    private final List<Long> numbers = new ArrayList<>();
    private int digests;
    private boolean isUntold = true;
    private Answer last = sum(0, 0, 0);

    Handing(DeviceId from, long relNumber) {
      this.from = from;
      this.relNumber = relNumber;
    }

    void take(long number, Envelope envelope, long bulk) throws IOException, RejectedException {
      if (!(last instanceof Answer.Done)) {
        return;
      }
      Staged brought = staged.get(number);
      var blobs = new ArrayList<Event.CarriedBlob>();
      if (brought != null && envelope.frame() instanceof Frame.Offer offer) {
        long at = bulk;
        for (int i : outside(offer)) {
          Bytes list = digests(offer.blobs().get(i), at).list();
          String file = Objects.requireNonNull(brought.files().get(i));
          blobs.add(new Event.CarriedBlob(i, file, list));
          digests += list.length();
          at += bulkBytes(offer.blobs().get(i));
        }
      }
      numbers.add(number);
      frames.add(
          new Event.Carried(
              envelope.frame(), blobs, Optional.ofNullable(brought).map(Staged::check)));
      if (frames.size() == FRAMES_AT_ONCE || digests >= DIGESTS_AT_ONCE) {
        hand();
      }
    }

    private void hand() {
      isUntold = false;
      numbers.forEach(staged::remove); // From here on the rules' to keep or to erase.
      List<Event.Carried> some = List.copyOf(frames);
      Answer answer =
          node.ask(ticket -> new Event.CarriedIn(ticket, contact.id(), from, relNumber, some));
      last = plus(last, answer);
      frames.clear();
      numbers.clear();
      digests = 0;
    }

    Answer end() {
      boolean isLeft = !frames.isEmpty() || isUntold; // What was seen is told by an empty file too.
      if (isLeft && last instanceof Answer.Done) {
        hand();
      }
      return last;
    }
  }

  private static Answer plus(Answer before, Answer more) {
    if (before instanceof Answer.Done(Result.CarriedIn one)
        && more instanceof Answer.Done(Result.CarriedIn other)) {
      return sum(
          one.plis() + other.plis(),
          one.receipts() + other.receipts(),
          one.repeated() + other.repeated());
    }
    return more;
  }

  private static Answer sum(int plis, int receipts, int repeated) {
    return new Answer.Done(new Result.CarriedIn(Optional.empty(), "", plis, receipts, repeated));
  }

  /// What was laid here and handed to nobody goes.
  @Override
  public void close() throws IOException {
    for (Staged brought : staged.values()) {
      for (String file : brought.files().values()) {
        node.store().blobs().erase(file);
      }
    }
  }
}
