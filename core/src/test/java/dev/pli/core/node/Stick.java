package dev.pli.core.node;

import dev.pli.core.Event;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.Verification;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.PliState;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.delivery.Outgoing;
import dev.pli.core.delivery.Ticket;
import dev.pli.core.evidence.OpenOffer;
import dev.pli.core.frame.Frame;
import dev.pli.core.frame.OfferedBlob;
import dev.pli.core.rules.CarryPlan;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What somebody of the [World] carries to somebody else: all that [CarryOut] would write and
/// [CarryIn] would take, without the file and its seal.
final class Stick {
  /// Of a question that nobody waits for.
  private static final Ticket NOBODYS = new Ticket(-1);

  private final CarryPlan plan;
  private final List<Item> items = new ArrayList<>();

  private record Item(Frame frame, Map<Integer, StoredBlob> blobs, Map<Integer, Bytes> bytes) {}

  private Stick(CarryPlan plan) {
    this.plan = plan;
  }

  /// Empty when nothing may be carried to that contact.
  static Optional<Stick> filledBy(Inhabitant writer, String to) {
    Contact contact = writer.contact(to);
    if (writer.rules().carrying().refusal(contact).isPresent()) {
      return Optional.empty();
    }
    var stick = new Stick(writer.rules().carrying().plan(contact, writer.clock()));
    try {
      stick.fill(writer);
    } catch (IOException takenBackMeanwhile) {
      return Optional.empty();
    }
    return Optional.of(stick);
  }

  private void fill(Inhabitant writer) throws IOException {
    var plis = new ArrayList<PliKey>();
    List<Optional<Frame>> frames = writer.rules().carrying().frames(plan.rows());
    for (int i = 0; i < frames.size(); i++) {
      if (frames.get(i).isPresent()) {
        var item = new Item(frames.get(i).get(), new HashMap<>(), new HashMap<>());
        if (item.frame instanceof Frame.Offer offer
            && plan.rows().get(i).load() instanceof Outgoing.Load.Offer(var key)) {
          plis.add(key);
          copy(writer, offer, key, item);
        }
        items.add(item);
      }
    }
    writer.tell(new Event.CarriedOut(plan.contact(), plis));
  }

  private static void copy(Inhabitant writer, Frame.Offer offer, PliKey key, Item item)
      throws IOException {
    for (int i = 0; i < offer.blobs().size(); i++) {
      if (!offer.blobs().get(i).isInline()) {
        StoredBlob blob = writer.store().blob(key, i).orElseThrow(() -> new IOException("erased"));
        item.blobs.put(i, blob);
        item.bytes.put(i, bytes(writer, blob));
      }
    }
  }

  private static Bytes bytes(Inhabitant writer, StoredBlob blob) throws IOException {
    return switch (blob.place()) {
      case StoredBlob.Place.Row(var sealed) -> sealed;
      case StoredBlob.Place.File(var name) -> {
        ByteBuffer all = ByteBuffer.allocate((int) blob.blob().sealedBytes());
        try (Blobs.Reader reader = writer.store().blobs().open(name)) {
          reader.read(all);
        }
        yield Bytes.copyOf(all.flip());
      }
      case StoredBlob.Place.Elsewhere _ -> throw new IOException("not here");
    };
  }

  /// In handfuls, as a reader's process may die between any two.
  void takenBy(Inhabitant reader, String from) {
    if (!reader.isUp()) {
      return;
    }
    Contact contact = reader.contact(from);
    for (int at = 0; at < items.size(); at += 2) {
      var frames = new ArrayList<Event.Carried>();
      for (Item item : items.subList(at, Math.min(at + 2, items.size()))) {
        try {
          frames.add(laid(reader, contact, item));
        } catch (IOException full) {
          return;
        }
      }
      reader.tell(
          new Event.CarriedIn(
              NOBODYS, contact.id(), plan.head().key().device(), plan.head().relNumber(), frames));
    }
    reader.tell(new Event.CarryTaken(contact.id(), plan.head().key(), plan.key().made()));
  }

  private static Event.Carried laid(Inhabitant reader, Contact contact, Item item)
      throws IOException {
    if (!(item.frame instanceof Frame.Offer offer) || !isWanted(reader, contact, offer)) {
      return new Event.Carried(item.frame, List.of(), Optional.empty());
    }
    var blobs = new ArrayList<Event.CarriedBlob>();
    for (Map.Entry<Integer, StoredBlob> blob : item.blobs.entrySet()) {
      try (Blobs.Writer writer = reader.store().blobs().create()) {
        writer.write(item.bytes.get(blob.getKey()).buffer());
        writer.complete();
        blobs.add(new Event.CarriedBlob(blob.getKey(), writer.name(), blob.getValue().digests()));
      }
    }
    return new Event.Carried(
        offer,
        blobs,
        blobs.isEmpty() ? Optional.empty() : Optional.of(checked(reader, contact, offer, blobs)));
  }

  private static boolean isWanted(Inhabitant reader, Contact contact, Frame.Offer offer) {
    return reader
        .store()
        .pli(key(contact, offer))
        .filter(known -> known.state() != PliState.ARRIVING)
        .isEmpty();
  }

  private static PliKey key(Contact contact, Frame.Offer offer) {
    try {
      return new PliKey(contact.id(), Direction.IN, OpenOffer.parse(offer.payload()).pli());
    } catch (RejectedException e) {
      throw new AssertionError(e);
    }
  }

  private static Event.Check checked(
      Inhabitant reader, Contact contact, Frame.Offer offer, List<Event.CarriedBlob> laid)
      throws IOException {
    PliKey key = key(contact, offer);
    var blobs = new ArrayList<Pli.Blob>();
    var stored = new ArrayList<StoredBlob>();
    for (int i = 0; i < offer.blobs().size(); i++) {
      OfferedBlob blob = offer.blobs().get(i);
      int index = i;
      StoredBlob.Place place =
          laid.stream()
              .filter(one -> one.index() == index)
              .<StoredBlob.Place>map(one -> new StoredBlob.Place.File(one.file()))
              .findAny()
              .orElse(new StoredBlob.Place.Row(blob.inline()));
      blobs.add(new Pli.Blob(blob.sealedBytes(), blob.ct()));
      stored.add(new StoredBlob(key, i, blobs.getLast(), place, Bytes.EMPTY, 0));
    }
    var pli =
        new Pli(
            key,
            PliState.ARRIVING,
            reader.clock(),
            reader.clock(),
            Optional.empty(),
            Optional.empty(),
            new Pli.Content(offer.payload(), offer.key().orElseThrow(), blobs),
            new Verification.NotVerified(reader.clock()),
            0,
            Pli.Notes.NONE);
    try {
      return new Event.Check.Sound(
          new ContentReading(reader.store().blobs(), pli, stored).check(Set.of()));
    } catch (RejectedException e) {
      return new Event.Check.Unsound(e.rule());
    }
  }
}
