package dev.pli.core.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.Event;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.Invitation;
import dev.pli.core.conversation.Pli;
import dev.pli.core.identity.Fingerprint;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Notice;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Bob has a new identity, which Alice has not verified: until she has, he is shown under the one
/// she knows, and found under both.
@Timeout(60)
class ChangedIdentityTest {
  private static final Instant NOW = World.DAWN.plus(Duration.ofHours(2));
  private static final Fingerprint KNOWN = Cast.BOB.fingerprint();
  private static final Fingerprint ANNOUNCED = Cast.NOBODY.fingerprint();

  private final MemoryStore store = Village.ofHonestFriends(1).alice.store();
  private Node node;

  @BeforeEach
  void announce() throws Exception {
    node = new Node(store, new NoLinks(), new Still(), new Random(1));
    node.start(List.of());
    Request request = accept(Duration.ZERO);
    assertInstanceOf(Answer.Done.class, node.ask(ticket -> new Event.Asked(ticket, request)));
  }

  private static Request accept(Duration patience) {
    String link =
        Invitation.issue(
                ANNOUNCED, Cast.NOBODY.peer(), List.of(), NOW.plusSeconds(60), new Random(2))
            .text();
    return new Request.Accept(link, Optional.empty(), Optional.of("Bob"), true, patience);
  }

  private static final class Still implements Clock {
    @Override
    public Instant now() {
      return NOW;
    }

    @Override
    public long nanos() {
      return 0;
    }
  }

  @AfterEach
  void close() {
    node.close();
  }

  private Contact named(String name) {
    return node.look(rules -> rules.contact(name).orElseThrow());
  }

  @Test
  void theContactHasTheKnownFingerprintAndTheAnnouncedOneBesideIt() {
    View.Contact bob = node.look(rules -> rules.views().contact(named(rules)));
    assertEquals(KNOWN.text(), bob.fingerprint());
    assertEquals(Optional.of(ANNOUNCED.text()), bob.pendingFingerprint());
    assertTrue(bob.keyChanged());
  }

  private static Contact named(dev.pli.core.rules.Messenger rules) {
    return rules.contact("Bob").orElseThrow();
  }

  @Test
  void eitherFingerprintNamesTheContact() {
    assertEquals("Bob", named(KNOWN.text().substring(0, 8)).label());
    assertEquals("Bob", named(ANNOUNCED.text()).label());
  }

  @Test
  void plisAndNoticesNameItByTheFingerprintOfTheContact() throws Exception {
    Pli pli =
        store.plis().stream()
            .filter(one -> one.contact().equals(named("Bob").id()))
            .findFirst()
            .orElseThrow();
    assertEquals(KNOWN.text(), node.look(rules -> rules.views().pli(pli, List.of(), false)).peer());
    try (Bulletin.Reading notices = node.bulletin().follow()) {
      var reset = new Request.Verify("Bob", new Request.Comparison.Reset());
      Answer answer = node.ask(ticket -> new Event.Asked(ticket, reset));
      assertInstanceOf(Result.OneContact.class, ((Answer.Done) answer).result());
      Notice notice = notices.take(10_000).orElseThrow();
      assertEquals(Optional.of(KNOWN.text()), notice.peer());
    }
  }

  @Test
  void whoWaitsForTheNewIdentityHearsThatItIsAnother() throws Exception {
    var office = new NodeOffice(node, "vault", new Still(), new Random(3));
    var asked = new FutureTask<>(() -> office.ask(accept(Duration.ofMinutes(1)), _ -> {}));
    Thread asker = Thread.ofPlatform().start(asked);
    while (asker.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait(); // It waits for notices; the clock stands still.
    }
    node.bulletin()
        .put(
            new Notice(
                0,
                NOW,
                Notice.Kind.CONTACT_STATE,
                Optional.empty(),
                Optional.of(KNOWN.text()),
                Optional.of("fingerprint_mismatch"),
                Optional.empty(),
                Optional.empty()));
    var partial = assertInstanceOf(Answer.Partial.class, asked.get());
    assertEquals(ErrorCode.FINGERPRINT_MISMATCH, partial.problem().code());
  }
}
