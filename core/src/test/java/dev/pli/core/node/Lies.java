package dev.pli.core.node;

import dev.pli.core.Change;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliId;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.delivery.Draft;
import dev.pli.core.evidence.App;
import dev.pli.core.evidence.ClockQuality;
import dev.pli.core.evidence.Content;
import dev.pli.core.evidence.DeliveryReceipt;
import dev.pli.core.evidence.EpochKeys;
import dev.pli.core.evidence.OpenOffer;
import dev.pli.core.evidence.ReceiptSigner;
import dev.pli.core.evidence.Rel;
import dev.pli.core.evidence.Sid;
import dev.pli.core.frame.Ack;
import dev.pli.core.frame.BlobGet;
import dev.pli.core.frame.BlobNo;
import dev.pli.core.frame.Envelope;
import dev.pli.core.frame.Frame;
import dev.pli.core.frame.FrameCodec;
import dev.pli.core.frame.OfferedBlob;
import dev.pli.core.frame.Sync;
import dev.pli.core.identity.DeviceId;
import dev.pli.core.identity.Fingerprint;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.seal.Commitment;
import dev.pli.crypto.seal.ContentKey;
import dev.pli.crypto.session.RecordType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What [Liar] says: now and then the truth, else everything that a rule forbids.
final class Lies {
  private static final App APP = new App("pli", "0");
  private static final ClockQuality CLOCK =
      new ClockQuality(ClockQuality.Source.OS, Duration.ofSeconds(1));

  private final World world;
  private final MemoryBlobs blobs;
  private final Map<PliId, Liar.Sealed> sealed;
  private final MemoryStore disk;
  private final ReceiptSigner signer;

  /// What each victim has offered her.
  private final Map<Inhabitant, List<OpenOffer>> offered = new HashMap<>();

  /// The next place in the chain of her statements, for each victim.
  private final Map<Inhabitant, Rel> signed = new HashMap<>();

  private final Map<ContactId, Rel> before = new HashMap<>();

  private Optional<BlobGet> asked = Optional.empty();

  Lies(World world, MemoryStore disk, MemoryBlobs blobs, Map<PliId, Liar.Sealed> sealed) {
    this.world = world;
    this.blobs = blobs;
    this.sealed = sealed;
    this.disk = disk;
    var epochs = new ArrayList<EpochKeys>();
    disk.recall(change -> {
      switch (change) {
        case Change.EpochSaved(var keys) -> epochs.add(keys);
        case Change.SignedForContact head ->
            before.put(
                head.contact(), new Rel(head.count() + 1, Optional.of(new Sid(head.head()))));
        default -> {}
      }
    });
    this.signer = new ReceiptSigner(epochs.getLast());
  }

  Contact contact(Inhabitant victim) {
    ContactId id = disk.contactOf(Village.self(victim).fingerprint());
    return disk.contacts().stream().filter(one -> one.id().equals(id)).findAny().orElseThrow();
  }

  void offered(Inhabitant victim, OpenOffer offer) {
    offered.computeIfAbsent(victim, _ -> new ArrayList<>()).add(offer);
  }

  /// The request for a blob that was made last, once.
  Optional<BlobGet> asked(Confidence confidence) {
    Optional<BlobGet> last = asked;
    asked = Optional.empty();
    return last;
  }

  /// Marks that nobody has reached, and a chain that nobody has signed.
  Bytes sync(Confidence in) {
    boolean isTrue = world.random.nextInt(4) > 0; // Who lies here is not heard much longer.
    long mark = isTrue ? acknowledged(in.victim()) : world.random.nextLong();
    var marks = List.of(new Sync.Mark(in.victimsIncarnation, mark));
    return new Sync(marks, isTrue ? 0 : world.random.nextInt(100), world.bytes(32)).encode();
  }

  private static long acknowledged(Inhabitant victim) {
    return victim
        .store()
        .acknowledged(
            victim.store().contactOf(Cast.MALLORY.fingerprint()), Cast.MALLORY.deviceId());
  }

  Confidence.Said next(Confidence in) {
    return switch (world.random.nextInt(60)) {
      case 0 -> new Confidence.Said(RecordType.ACK, ack(in));
      case 1 -> new Confidence.Said(RecordType.REKEY, world.bytes(world.random.nextInt(3_000)));
      case 2 -> new Confidence.Said(RecordType.PING, world.bytes(world.random.nextInt(20)));
      case 3 -> new Confidence.Said(RecordType.ENVELOPE, astray(in));
      case 4 -> new Confidence.Said(RecordType.ENVELOPE, world.bent(inPlace(in)));
      case 5, 6, 7 -> new Confidence.Said(RecordType.BLOB_NO, blobNo(in));
      case 8, 9, 10, 11, 12, 13 -> new Confidence.Said(RecordType.BLOB_GET, blobGet(in).encode());
      case 14, 15, 16, 17 -> new Confidence.Said(RecordType.ACK, honestAck(in));
      default -> new Confidence.Said(RecordType.ENVELOPE, inPlace(in));
    };
  }

  private static Bytes honestAck(Confidence in) {
    DeviceId device = Village.self(in.victim()).deviceId();
    return new Ack(device, in.victimsIncarnation, in.heard).encode();
  }

  /// Beyond what was sent, of another count, of another device.
  private Bytes ack(Confidence in) {
    DeviceId device = Village.self(in.victim()).deviceId();
    return switch (world.random.nextInt(4)) {
      case 0 -> new Ack(device, in.victimsIncarnation, in.heard + 1_000).encode();
      case 1 -> new Ack(device, in.victimsIncarnation, -1).encode();
      case 2 -> new Ack(device, world.random.nextLong(), 1).encode();
      default -> new Ack(new DeviceId(world.bytes(16)), in.victimsIncarnation, 1).encode();
    };
  }

  private BlobGet blobGet(Confidence in) {
    long segment = world.random.nextInt(3) == 0 ? 0xffff_ffffL : world.random.nextInt(3);
    int blob = world.random.nextInt(3) == 0 ? 255 : world.random.nextInt(4);
    var get = new BlobGet(somePli(in), blob, segment, world.bytes(BlobGet.TAG_BYTES));
    asked = Optional.of(get);
    return get;
  }

  private Bytes blobNo(Confidence in) {
    return new BlobNo(somePli(in), world.random.nextInt(4), BlobNo.Reason.GONE).encode();
  }

  /// Any pli that the victim keeps, of whomever; or none at all.
  private PliId somePli(Confidence in) {
    List<Pli> all = in.victim().store().plis();
    return all.isEmpty() || world.random.nextInt(8) == 0
        ? PliId.random(world.random)
        : all.get(world.random.nextInt(all.size())).id();
  }

  /// The next number, and any content.
  private Bytes inPlace(Confidence in) {
    in.said++;
    return envelope(in.incarnation(), in.said, Cast.MALLORY.deviceId(), frame(in));
  }

  /// A number, a count or a device that is not hers.
  private Bytes astray(Confidence in) {
    Frame frame = new Frame.Unknown();
    return switch (world.random.nextInt(4)) {
      case 0 -> envelope(in.incarnation(), in.said + 2, Cast.MALLORY.deviceId(), frame);
      case 1 -> envelope(in.incarnation(), -1, Cast.MALLORY.deviceId(), frame);
      case 2 -> envelope(in.incarnation() + 1, in.said + 1, Cast.MALLORY.deviceId(), frame);
      default -> envelope(in.incarnation(), in.said + 1, new DeviceId(world.bytes(16)), frame);
    };
  }

  private Bytes envelope(long incarnation, long number, DeviceId device, Frame frame) {
    return FrameCodec.encode(new Envelope(device, incarnation, number, world.now(), frame));
  }

  private Frame frame(Confidence in) {
    return switch (world.random.nextInt(16)) {
      case 0 -> new Frame.Stored(somePli(in));
      case 1 -> new Frame.OfferNok(somePli(in), 1 + world.random.nextInt(4));
      case 2 -> new Frame.ReceiptNok(world.bytes(32), 1);
      case 3 -> new Frame.EpochCert(world.bytes(world.random.nextInt(5_000)));
      case 4 -> new Frame.Devices(world.bytes(world.random.nextInt(500)));
      case 5 -> agreement();
      case 6 -> new Frame.Unknown();
      case 7, 8, 9 -> receipt(in);
      case 10, 11, 12 -> letter(in);
      default -> offer(in);
    };
  }

  private Frame agreement() {
    Bytes some = world.bytes(world.random.nextInt(2_000));
    return switch (world.random.nextInt(4)) {
      case 0 -> new Frame.AgreementText(some);
      case 1 -> new Frame.AgreementPropose(some);
      case 2 -> new Frame.AgreementSigned(some);
      default -> new Frame.AgreementDeclined(world.bytes(32));
    };
  }

  // Receipts.

  /// For a pli that she was offered, for one of others, or twice with two signatures.
  private Frame receipt(Confidence in) {
    List<OpenOffer> own = offered.getOrDefault(in.victim(), List.of());
    Optional<OpenOffer> offer =
        own.isEmpty() || world.random.nextBoolean()
            ? anyOffer(in).filter(other -> other.policy().isPresent())
            : Optional.of(own.get(world.random.nextInt(own.size())));
    return offer
        .filter(known -> known.policy().isPresent() && signer.keys().canSign(world.now()))
        .map(known -> receipt(in.victim(), known))
        .orElseGet(() -> statement(world.bytes(world.random.nextInt(8_000))));
  }

  private Frame receipt(Inhabitant victim, OpenOffer offer) {
    Rel place =
        signed.computeIfAbsent(
            victim, _ -> before.getOrDefault(contact(victim).id(), new Rel(1, Optional.empty())));
    var receipt =
        DeliveryReceipt.of(
            offer,
            offer.content(),
            signer.keys(),
            world.now(),
            new DeliveryReceipt.Signing(world.now(), CLOCK, place));
    if (world.random.nextBoolean()) {
      signed.put(victim, new Rel(place.number() + 1, Optional.of(receipt.sid())));
    }
    return statement(signer.sign(receipt, world.random));
  }

  private static Frame statement(Bytes jws) {
    return new Frame.StatementFrame(jws, Optional.empty());
  }

  private Optional<OpenOffer> anyOffer(Confidence in) {
    List<Pli> all = in.victim().store().plis();
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(parsed(all.get(world.random.nextInt(all.size())).content().offer()));
  }

  static OpenOffer parsed(Bytes offer) {
    try {
      return OpenOffer.parse(offer);
    } catch (RejectedException e) {
      throw new AssertionError("an offer that was stored does not read", e);
    }
  }

  // Offers.

  /// A true letter, or one of hers once more.
  private Frame letter(Confidence in) {
    if (!sealed.isEmpty() && world.random.nextInt(4) == 0) {
      List<Liar.Sealed> all = List.copyOf(sealed.values());
      Liar.Sealed again = all.get(world.random.nextInt(all.size()));
      return frame(again.offer(), Optional.of(again.draft().key()), offeredBlobs(again.draft()));
    }
    Draft draft = draft();
    Fingerprint to = Village.self(in.victim()).fingerprint();
    OpenOffer offer = offer(draft, draft.id(), content(draft, draft.id()), to);
    sealed.put(draft.id(), new Liar.Sealed(offer, draft));
    return frame(offer, Optional.of(draft.key()), offeredBlobs(draft));
  }

  private Draft draft() {
    try {
      List<Integer> enclosures = world.random.nextInt(3) == 0 ? List.of(1) : List.of();
      return Drafts.seal(blobs, world.random, "a letter of Mallory's", enclosures);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Content content(Draft draft, PliId id) {
    List<Pli.Blob> all = draft.blobs().stream().map(Draft.SealedBlob::blob).toList();
    return new Content(
        Commitment.ct(all.stream().map(Pli.Blob::ct).toList()),
        all.stream().mapToLong(Pli.Blob::sealedBytes).sum(),
        ContentKey.of(id.value(), draft.key()).commitment(),
        all.size() - 1,
        draft.root(),
        draft.mention());
  }

  private OpenOffer offer(Draft draft, PliId id, Content content, Fingerprint to) {
    return new OpenOffer(
        APP, content, Cast.MALLORY.fingerprint(), to, id, Optional.empty(), world.now());
  }

  private static List<OfferedBlob> offeredBlobs(Draft draft) {
    var all = new ArrayList<OfferedBlob>();
    for (Draft.SealedBlob blob : draft.blobs()) {
      Bytes inline =
          blob.place() instanceof StoredBlob.Place.Row(var row) && row.length() < 5_000
              ? row
              : Bytes.EMPTY;
      all.add(new OfferedBlob(blob.blob().sealedBytes(), blob.blob().ct(), inline));
    }
    return all;
  }

  private static Frame frame(OpenOffer offer, Optional<Secret> key, List<OfferedBlob> blobs) {
    return new Frame.Offer(offer.payload(), key, blobs, Frame.Wishes.NONE);
  }

  /// An offer in which one thing is not what it must be.
  private Frame offer(Confidence in) {
    Draft draft = draft();
    Fingerprint to = Village.self(in.victim()).fingerprint();
    Content content = content(draft, draft.id());
    OpenOffer good = offer(draft, draft.id(), content, to);
    Optional<Secret> key = Optional.of(draft.key());
    List<OfferedBlob> whole = offeredBlobs(draft);
    return switch (world.random.nextInt(10)) {
      case 0 -> frame(good, Optional.of(Secret.random(32, world.random)), whole);
      case 1 -> frame(good, Optional.empty(), whole);
      case 2 -> frame(good, key, replaced(whole, OfferedBlob::sealedBytes, true));
      case 3 -> frame(offer(draft, draft.id(), rooted(content), to), key, whole);
      case 4 -> frame(offer(draft, draft.id(), content, Cast.CAROL.fingerprint()), key, whole);
      case 5 -> {
        PliId stolen = somePli(in); // Of another conversation, or one that is known.
        yield frame(offer(draft, stolen, content(draft, stolen), to), key, whole);
      }
      case 6 -> frame(good, key, replaced(whole, _ -> Long.MAX_VALUE - 1, false));
      case 7 -> frame(good, key, replaced(whole, blob -> blob.sealedBytes() + 16, false));
      case 8 -> frame(good, key, many(whole));
      default ->
          new Frame.Offer(world.bytes(world.random.nextInt(2_000)), key, whole, Frame.Wishes.NONE);
    };
  }

  private Content rooted(Content content) {
    return new Content(
        content.ct(),
        content.sealedBytes(),
        content.keyCommitment(),
        content.parts(),
        world.bytes(32),
        content.mention());
  }

  private interface Length {
    long of(OfferedBlob blob);
  }

  /// Every blob with another length, or with another commitment and bent bytes.
  private List<OfferedBlob> replaced(List<OfferedBlob> all, Length length, boolean isBent) {
    return all.stream()
        .map(blob ->
            new OfferedBlob(
                length.of(blob),
                isBent && world.random.nextBoolean() ? world.bytes(32) : blob.ct(),
                isBent && blob.isInline() ? world.bent(blob.inline()) : blob.inline()))
        .toList();
  }

  private List<OfferedBlob> many(List<OfferedBlob> all) {
    var more = new ArrayList<OfferedBlob>(all);
    while (more.size() < 65) {
      more.add(new OfferedBlob(16L << 30, world.bytes(32), Bytes.EMPTY));
    }
    return world.random.nextBoolean() ? more : List.of();
  }
}
