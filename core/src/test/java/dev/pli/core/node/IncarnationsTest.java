package dev.pli.core.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.Change;
import dev.pli.core.Event;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.PliState;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.delivery.Draft;
import dev.pli.core.frame.Frame;
import dev.pli.core.frame.OfferedBlob;
import dev.pli.core.frame.Sync;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.session.Header;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What one side remembers of the numbering of the other, when the other keeps no rule or its vault
/// was put back. docs/spec/frames.md §12, docs/spec/session.md §16.
class IncarnationsTest {
  private static final Village VILLAGE = Village.ofHonestFriends(1);
  private static final int MAX_INCARNATIONS = 64;

  private final Random random = new Random(7);
  private Besieged own;
  private Besieged besieged;
  private HostileContact hostile;

  @BeforeEach
  void meet() {
    own = new Besieged(MemoryStore.of(VILLAGE.alice.store().copy()), "Bob", random);
    besieged = new Besieged(MemoryStore.of(VILLAGE.bob.store().copy()), "Alice", random);
    hostile = new HostileContact(own, besieged);
  }

  private void linksIn(long incarnation, int envelopes) throws Exception {
    hostile.linksIn(incarnation);
    for (int i = 0; i < envelopes; i++) {
      hostile.sends(new Frame.Unknown());
    }
    besieged.passes(Duration.ofMinutes(1)); // More handshakes a minute are refused.
  }

  private List<Sync.Mark> remembered() {
    var held = new ArrayList<Sync.Mark>();
    besieged.store.recall(change -> {
      if (change instanceof Change.HighWaterMoved(var mark)
          && mark.device().equals(hostile.self.deviceId())) {
        held.add(new Sync.Mark(mark.incarnation(), mark.mark()));
      }
    });
    return held;
  }

  /// Links, and claims to hold so much of the incarnation that is announced, and so many receipts.
  private void claims(long mark, long receipts) throws Exception {
    hostile.links(incarnation ->
        new Sync(List.of(new Sync.Mark(incarnation, mark)), receipts, Bytes.zero(32)));
    besieged.passes(Duration.ofMinutes(1));
  }

  private Draft draft(String text) throws IOException {
    return Drafts.seal(besieged.store.blobs(), random, text, List.of());
  }

  private long journaled(String kind) {
    return besieged.store.journal(0, Integer.MAX_VALUE).stream()
        .filter(entry -> entry.kind().equals(kind))
        .count();
  }

  @Test
  void ofTheSixtyFifthIncarnationOnTheOneWithTheLeastIsForgotten() throws Exception {
    for (int i = 1; remembered().size() < MAX_INCARNATIONS; i++) {
      linksIn(i, i == 5 ? 1 : 2);
    }
    assertTrue(remembered().contains(new Sync.Mark(5, 1)));
    linksIn(-1, 1);
    assertEquals(MAX_INCARNATIONS, remembered().size());
    assertTrue(!remembered().contains(new Sync.Mark(5, 1)), "the one with the least was kept");
    linksIn(-2, 3); // The one before it has one envelope, as the next has at first.
    linksIn(-3, 1);
    assertEquals(MAX_INCARNATIONS, remembered().size());
    assertTrue(remembered().contains(new Sync.Mark(-3, 1)), "the one in use was forgotten");
    hostile.linksIn(7);
    assertEquals(MAX_INCARNATIONS, hostile.shown.marks().size());
    assertTrue(hostile.shown.marks().containsAll(remembered()), "what is remembered is shown");
  }

  @Test
  void whoClaimsMoreThanWasSentIsNumberedAnewFourTimesADayAndThenNotLinked() throws Exception {
    for (int i = 1; i <= 4; i++) {
      claims(1_000, 0);
      long before = hostile.victimsIncarnation;
      assertTrue(besieged.closed.contains(hostile.link), "went on under numbers that are known");
      assertEquals(i, journaled("own_vault_older"));
      hostile.links();
      assertTrue(before != hostile.victimsIncarnation, "the same numbers again");
      besieged.passes(Duration.ofMinutes(1));
    }
    claims(1_000, 0);
    assertEquals(1, journaled("contact_stopped"));
    hostile.begins(Header.link());
    assertEquals(List.of(), besieged.said(hostile.link));
    assertTrue(besieged.closed.contains(hostile.link), "linked again");
  }

  @Test
  void whoHoldsLessThanItHasAcknowledgedIsSentTheRestUnderNewNumbers() throws Exception {
    hostile.links();
    besieged.sends(draft("one"));
    hostile.acknowledges();
    besieged.sends(draft("two"));
    assertEquals(1, offers());
    long before = hostile.victimsIncarnation;
    besieged.happens(new Event.LinkClosed(hostile.link, "closed"));
    claims(0, 0);
    hostile.links();
    assertTrue(before != hostile.victimsIncarnation, "the same numbers again");
    assertEquals(2, offers());
  }

  private long offers() throws Exception {
    return hostile.frames().stream().filter(Frame.Offer.class::isInstance).count();
  }

  @Test
  void nothingIsSignedForWhoHasSeenMoreThanWasSigned() throws Exception {
    long held = besieged.store.acknowledged(besieged.contact().id(), hostile.self.deviceId());
    claims(held, 100);
    assertEquals(1, journaled("receipts_withheld"));
    Pli pli = arrives();
    assertEquals(PliState.ARRIVED, pli.state());
    claims(held + 1, 0); // It has acknowledged that the pli is stored.
    assertEquals(PliState.RECEIVED, besieged.store.pli(pli.key()).orElseThrow().state());
  }

  /// A short pli of the hostile side, as it would really offer it.
  private Pli arrives() throws Exception {
    Draft draft = Drafts.seal(own.store.blobs(), random, "bonjour", List.of());
    own.sends(draft);
    Pli pli =
        own.store.pli(new PliKey(own.contact().id(), Direction.OUT, draft.id())).orElseThrow();
    var blobs = new ArrayList<OfferedBlob>();
    for (StoredBlob blob : own.store.blobs(pli.key())) {
      Bytes inline = ((StoredBlob.Place.Row) blob.place()).sealed();
      blobs.add(new OfferedBlob(blob.blob().sealedBytes(), blob.blob().ct(), inline));
    }
    hostile.sends(
        new Frame.Offer(
            pli.content().offer(), Optional.of(pli.content().key()), blobs, Frame.Wishes.NONE));
    hostile.acknowledges();
    return besieged
        .store
        .pli(new PliKey(besieged.contact().id(), Direction.IN, pli.id()))
        .orElseThrow();
  }
}
