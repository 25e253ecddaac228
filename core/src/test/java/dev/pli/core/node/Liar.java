package dev.pli.core.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.Effect;
import dev.pli.core.Event;
import dev.pli.core.address.PeerId;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliId;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.delivery.Draft;
import dev.pli.core.delivery.LinkId;
import dev.pli.core.evidence.OpenOffer;
import dev.pli.core.frame.BlobGet;
import dev.pli.core.frame.Envelope;
import dev.pli.core.frame.Frame;
import dev.pli.core.frame.FrameCodec;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.session.RecordType;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Mallory, a correspondent of Alice and Bob whose program keeps no rule: her keys are hers, her
/// sessions are real, and inside them she says whatever she likes, in any order and as often.
///
/// She sees everything of everybody, for her lies; what she is sent is judged here.
final class Liar implements World.Endpoint {
  private static final int MAX_LIES_A_LINK = 30;

  private final World world;
  private final List<Inhabitant> victims;
  private final Lies lies;
  private final MemoryBlobs blobs = new MemoryBlobs();
  private final Map<Long, Confidence> confidences = new HashMap<>();

  /// What she truly sealed, by id: all that anybody may be shown as hers.
  private final Map<PliId, Sealed> sealed = new LinkedHashMap<>();

  /// Tags of streams that she asked for and may have.
  private final Set<Bytes> mayCome = new HashSet<>();

  record Sealed(OpenOffer offer, Draft draft) {}

  Liar(World world, MemoryStore disk, List<Inhabitant> victims) {
    this.world = world;
    this.victims = victims;
    this.lies = new Lies(world, disk, blobs, sealed);
    world.add(this);
  }

  /// Looks for somebody to lie to, until all is calm.
  void rove() {
    world.after(Duration.ofMillis(300 + world.random.nextInt(8_000)), this::visit);
  }

  private void visit() {
    if (!world.isCalm()) {
      Inhabitant victim = victims.get(world.random.nextInt(victims.size()));
      world.dial(this, victim.peer(), _ -> {});
      rove();
    }
  }

  /// Whether she has sealed what somebody was shown as hers.
  boolean hasSealed(Pli pli) {
    Sealed own = sealed.get(pli.id());
    return own != null
        && own.draft().key().equals(pli.content().key())
        && own.offer().content().ct().equals(Lies.parsed(pli.content().offer()).content().ct());
  }

  @Override
  public PeerId peer() {
    return Cast.MALLORY.peer();
  }

  @Override
  public boolean admits(PeerId dialler) {
    return world.happens(0.5);
  }

  @Override
  public void opened(World.Wire wire, Event.LinkOpened opened) {
    if (opened.role() == Role.RESPONDER || world.isCalm()) {
      if (world.random.nextBoolean()) {
        wire.send(this, world.bytes(1 + world.random.nextInt(3_000)));
      } else {
        wire.close(this);
      }
      return;
    }
    var confidence = new Confidence(world, lies, victim(wire), opened);
    confidences.put(wire.id, confidence);
    wire.send(this, confidence.hello());
  }

  private Inhabitant victim(World.Wire wire) {
    return (Inhabitant) wire.other(this);
  }

  @Override
  public void received(World.Wire wire, Bytes frame) {
    Confidence confidence = confidences.get(wire.id);
    if (confidence == null) {
      return;
    }
    try {
      switch (confidence.stage()) {
        case AWAITING_REPLY -> wire.send(this, confidence.prove(frame));
        case AWAITING_FINISH -> {
          wire.send(this, confidence.confirm(frame));
          lieSoon(wire, confidence, MAX_LIES_A_LINK);
        }
        case RUNNING -> hear(wire, confidence, confidence.open(frame));
      }
    } catch (RejectedException bent) {
      confidences.remove(wire.id);
      wire.close(this);
    }
  }

  private void lieSoon(World.Wire wire, Confidence confidence, int left) {
    world.after(
        Duration.ofMillis(10 + world.random.nextInt(400)),
        () -> {
          if (confidences.get(wire.id) == confidence && left > 0 && !world.isCalm()) {
            lie(wire, confidence);
            lieSoon(wire, confidence, left - 1);
          } else {
            confidences.remove(wire.id);
            wire.close(this);
          }
        });
  }

  /// Says one thing, as a record in its place, twice, out of order, or not a record at all.
  private void lie(World.Wire wire, Confidence confidence) {
    Bytes record = confidence.seal(lies.next(confidence));
    switch (world.random.nextInt(100)) {
      case 0 -> wire.send(this, world.bent(record));
      case 1 -> {
        wire.send(this, record);
        wire.send(this, record);
      }
      case 2 -> {
        wire.send(this, confidence.seal(lies.next(confidence)));
        wire.send(this, record);
      }
      case 3 -> {} // Kept back for ever.
      case 4 -> world.overheard().ifPresent(old -> wire.send(this, old));
      default -> wire.send(this, record);
    }
    lies.asked(confidence).ifPresent(get -> judge(confidence, get));
  }

  /// What she may have: blobs of plis that this victim has sent to her.
  private void judge(Confidence confidence, BlobGet get) {
    Inhabitant victim = confidence.victim();
    var key = new PliKey(contact(victim), Direction.OUT, get.pli());
    if (victim.store().pli(key).isPresent()) {
      mayCome.add(get.tag());
    }
  }

  private static ContactId contact(Inhabitant victim) {
    return victim.store().contactOf(Cast.MALLORY.fingerprint());
  }

  private void hear(World.Wire wire, Confidence confidence, Confidence.Heard heard)
      throws RejectedException {
    if (heard.type() == RecordType.ENVELOPE) {
      Envelope envelope = FrameCodec.parse(heard.body());
      if (envelope.frame() instanceof Frame.Offer offer) {
        OpenOffer known = OpenOffer.parse(offer.payload());
        assertEquals(Cast.MALLORY.fingerprint(), known.to(), "told what was meant for another");
        lies.offered(confidence.victim(), known);
      }
      confidence.heard(envelope);
    }
    if (heard.type() == RecordType.BLOB_GET) {
      serve(wire, confidence, BlobGet.parse(heard.body()));
    }
  }

  /// Sends what was asked for, or something like it.
  private void serve(World.Wire wire, Confidence confidence, BlobGet get) {
    Sealed own = sealed.get(get.pli());
    if (own == null || get.blob() >= own.draft().blobs().size()) {
      return;
    }
    Draft.SealedBlob blob = own.draft().blobs().get(get.blob());
    var key = new PliKey(contact(confidence.victim()), Direction.OUT, get.pli());
    var stored = new StoredBlob(key, get.blob(), blob.blob(), blob.place(), blob.digests(), 0);
    var stream = new MemoryStream();
    try {
      new Pushing(blobs, stored, _ -> {})
          .push(
              stream,
              new Effect.Push(
                  new LinkId(wire.id), key, get.blob(), (int) get.firstSegment(), get.tag()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Bytes good = stream.written();
    switch (world.random.nextInt(6)) {
      case 0 -> wire.stream(this, world.bent(good));
      case 1 -> wire.stream(this, Bytes.concat(good, world.bytes(9)));
      case 2 -> wire.stream(this, Bytes.concat(good.slice(0, 17), world.bytes(5_000)));
      case 3 -> {
        wire.stream(this, good);
        wire.stream(this, good);
      }
      default -> wire.stream(this, good);
    }
  }

  @Override
  public void streamed(World.Wire wire, Bytes stream, boolean isWhole) {
    if (stream.length() >= 17) {
      assertTrue(mayCome.contains(stream.slice(1, 17)), "sent a blob that was not for her");
    }
  }

  @Override
  public void closed(World.Wire wire) {
    confidences.remove(wire.id);
  }
}
