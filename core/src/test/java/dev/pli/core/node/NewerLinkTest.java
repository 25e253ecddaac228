package dev.pli.core.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.core.Effect;
import dev.pli.core.Event;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.delivery.Draft;
import dev.pli.core.delivery.LinkId;
import dev.pli.core.frame.Frame;
import dev.pli.core.frame.OfferedBlob;
import dev.pli.crypto.primitive.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A blob that goes on over a newer link while the older one has not quite ended.
class NewerLinkTest {
  private static final Village VILLAGE = Village.ofHonestFriends(1);
  private static final int PLAN = 1;
  private static final Event.Ending CUT = new Event.Ending.Cut();

  private final Random random = new Random(7);
  private Besieged own;
  private Besieged besieged;
  private HostileContact contact;

  @BeforeEach
  void meet() throws Exception {
    own = new Besieged(MemoryStore.of(VILLAGE.alice.store().copy()), "Bob", random);
    besieged = new Besieged(MemoryStore.of(VILLAGE.bob.store().copy()), "Alice", random);
    contact = new HostileContact(own, besieged);
  }

  @Test
  void aStreamThatEndsLateDoesNotMakeItComeTwice() throws Exception {
    contact.links();
    PliKey pli = offers();
    assertEquals(1, pulls().size());
    LinkId older = pulls().getFirst().link();
    besieged.happens(new Event.LinkClosed(older, "closed"));
    contact.links();
    assertEquals(2, pulls().size(), "not asked for again");
    besieged.happens(new Event.TransferEnded(older, pli, pulls().getFirst().index(), 0, CUT));
    besieged.passes(Duration.ofSeconds(2));
    assertEquals(2, pulls().size(), "asked for while it comes");
    besieged.happens(
        new Event.TransferEnded(contact.link, pli, pulls().getFirst().index(), 0, CUT));
    besieged.passes(Duration.ofSeconds(2));
    assertEquals(3, pulls().size(), "not asked for again after its own stream broke");
  }

  private List<Effect.Pull> pulls() {
    return besieged.effects(Effect.Pull.class);
  }

  /// Offers a pli with a file that does not fit the offer.
  private PliKey offers() throws Exception {
    Draft draft = Drafts.seal(own.store.blobs(), random, "", List.of(PLAN));
    own.sends(draft);
    Pli pli =
        own.store.pli(new PliKey(own.contact().id(), Direction.OUT, draft.id())).orElseThrow();
    var blobs = new ArrayList<OfferedBlob>();
    for (StoredBlob blob : own.store.blobs(pli.key())) {
      Bytes inline =
          blob.place() instanceof StoredBlob.Place.Row(var sealed) ? sealed : Bytes.EMPTY;
      blobs.add(new OfferedBlob(blob.blob().sealedBytes(), blob.blob().ct(), inline));
    }
    contact.sends(
        new Frame.Offer(
            pli.content().offer(), Optional.of(pli.content().key()), blobs, Frame.Wishes.NONE));
    return new PliKey(besieged.contact().id(), Direction.IN, pli.id());
  }
}
