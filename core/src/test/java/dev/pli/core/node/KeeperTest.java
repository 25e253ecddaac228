package dev.pli.core.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.Change;
import dev.pli.core.Settings;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.PliState;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.delivery.Draft;
import dev.pli.core.journal.Entry;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Notice;
import dev.pli.core.office.Office;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// When a vault closes and locks, and what a person hears of it.
@Timeout(60)
class KeeperTest {
  private static final Duration IDLE = Duration.ofMinutes(5);
  private static final Duration LOCK_AFTER = Duration.ofHours(1);

  @TempDir Path folder;

  private final MemoryStore disk = MemoryStore.of(Cast.founded(Cast.ALICE));
  private final Hands clock = new Hands();
  private volatile boolean isHeld; // Somebody has the vault open.
  private volatile boolean isToBeReadStill;
  private volatile boolean staysOpenToReaders;
  private volatile boolean networkStays;
  private Keeper keeper;

  /// A clock that a test moves.
  private static final class Hands implements Clock {
    private Instant now = World.DAWN;
    private long nanos;

    @Override
    public synchronized Instant now() {
      return now;
    }

    @Override
    public synchronized long nanos() {
      return nanos;
    }

    synchronized void pass(Duration time) {
      now = now.plus(time);
      nanos += time.toNanos();
    }

    /// The machine sleeps, or somebody sets the clock.
    synchronized void jump(Duration time) {
      now = now.plus(time);
    }
  }

  private final class Vault extends StoreBehind {
    Vault() {
      super(disk);
      isHeld = true;
      isToBeReadStill = true;
    }

    @Override
    public void closeToReaders() throws IOException {
      if (staysOpenToReaders) {
        throw new IOException("a disk that went");
      }
      isToBeReadStill = false;
    }

    @Override
    public void close() throws IOException {
      isHeld = false;
      super.close();
    }
  }

  private final class TestDoor implements Door {
    @Override
    public String vault() {
      return "vault";
    }

    @Override
    public Store open(Request.Credentials credentials) {
      return new Vault();
    }

    @Override
    public void reopen(Store store, Request.Credentials credentials) {
      isToBeReadStill = true;
    }

    @Override
    public History history() {
      return new History(Optional.empty(), List.of());
    }

    @Override
    public void close() {}
  }

  private final class Network extends NoLinks {
    @Override
    public void close() {
      if (networkStays) {
        throw new IllegalStateException("planned");
      }
    }
  }

  @BeforeEach
  void start() {
    keeper = new Keeper(new TestDoor(), _ -> new Network(), clock, new Random(1), "");
    assertInstanceOf(Answer.Done.class, keeper.ask(start(List.of())));
  }

  @AfterEach
  void close() {
    networkStays = false;
    keeper.close();
  }

  private static Request.Start start(List<String> listen) {
    return new Request.Start(
        listen,
        Optional.empty(),
        Optional.of(IDLE),
        Optional.of(LOCK_AFTER),
        Optional.of(
            new Request.Credentials(Secret.copyOf(Bytes.utf8("phrase")), Optional.empty())));
  }

  private String state() {
    Answer answer = keeper.ask(new Request.Status());
    var done = assertInstanceOf(Answer.Done.class, answer, answer.toString());
    return assertInstanceOf(Result.Status.class, done.result()).state();
  }

  private static ErrorCode failure(Answer answer) {
    return assertInstanceOf(Answer.Failed.class, answer, answer.toString()).problem().code();
  }

  private List<String> journal() {
    return disk.journal(0, 99).stream().map(Entry::kind).toList();
  }

  @Test
  void closesAfterMinutesWithoutAnAct() {
    clock.pass(IDLE.minusSeconds(1));
    keeper.look();
    assertEquals("open", state());
    clock.pass(Duration.ofSeconds(1));
    keeper.look();
    assertEquals("closed", state());
    assertFalse(isToBeReadStill);
    assertTrue(isHeld);
    assertEquals(ErrorCode.PASSPHRASE_REQUIRED, failure(keeper.ask(new Request.Contacts())));
    assertInstanceOf(Answer.Done.class, keeper.ask(start(List.of())));
    assertEquals("open", state());
  }

  @Test
  void anActStartsTheClockAgainAndAQuestionOfStateDoesNot() {
    clock.pass(IDLE.minusSeconds(1));
    assertInstanceOf(Answer.Done.class, keeper.ask(new Request.Contacts()));
    clock.pass(IDLE.minusSeconds(1));
    assertEquals("open", state());
    clock.pass(Duration.ofSeconds(1));
    assertEquals("closed", state());
  }

  @Test
  void locksAfterHoursWithoutAnAct() {
    clock.pass(IDLE);
    keeper.look();
    clock.pass(LOCK_AFTER);
    keeper.look();
    assertFalse(isHeld);
    assertEquals("locked", state());
    assertEquals("locked_after_rest", journal().getLast());
  }

  @Test
  void aNodeThatHasEndedByItselfIsLocked() {
    disk.setBroken(true);
    var request = new Request.RemoveContact("Bob", true);
    for (int i = 0; i < 2 * Node.MAX_REFUSED_STEPS && isHeld; i++) {
      keeper.ask(invite());
      keeper.look();
    }
    assertFalse(isHeld, "the keys stay");
    assertEquals("locked", state());
    assertEquals(ErrorCode.PASSPHRASE_REQUIRED, failure(keeper.ask(request)));
    disk.setBroken(false);
    assertInstanceOf(Answer.Done.class, keeper.ask(start(List.of())));
    assertEquals("open", state());
  }

  private static Request invite() {
    return new Request.Invite(
        Optional.of("Bob"),
        Duration.ofDays(7),
        List.of(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  @Test
  void aVaultThatDoesNotCloseToReadersIsLocked() {
    staysOpenToReaders = true;
    clock.pass(IDLE);
    keeper.look();
    assertFalse(isHeld, "the keys stay");
    assertEquals("locked", state());
  }

  @Test
  void aNetworkThatDoesNotCloseHoldsNoVaultOpen() {
    networkStays = true;
    clock.pass(LOCK_AFTER);
    keeper.look();
    assertFalse(isHeld, "the keys stay");
    assertEquals("locked", state());
  }

  @Test
  void anAddressThatDoesNotReadIsRefusedAndNotKept() {
    for (String text : List.of("127.0.0.1:4001", "/dns4/pli.example/tcp/4001", "/ip4/127.0.0.1")) {
      var wrong = start(List.of("/ip4/127.0.0.1/tcp/0", text));
      keeper.ask(start(List.of()));
      assertEquals(ErrorCode.USAGE, failure(keeper.ask(wrong)));
      assertInstanceOf(Answer.Done.class, keeper.ask(new Request.Lock()));
      assertEquals(ErrorCode.USAGE, failure(keeper.ask(wrong)));
      assertEquals("locked", state());
    }
    assertInstanceOf(Answer.Done.class, keeper.ask(start(List.of())));
  }

  @Test
  void anAddressOnDiskThatDoesNotReadIsSaidAndReplaced() throws IOException {
    keeper.ask(new Request.Lock());
    Settings settings =
        Settings.initial("other", "fr")
            .with(List.of("127.0.0.1:4001"), Optional.empty(), Optional.empty());
    disk.commit(List.of(new Change.SettingsSaved(settings)));
    Answer answer = keeper.ask(start(List.of()));
    assertEquals(ErrorCode.USAGE, failure(answer));
    assertFalse(isHeld, "the keys stay");
    assertInstanceOf(Answer.Done.class, keeper.ask(start(List.of("/ip4/127.0.0.1/tcp/0"))));
  }

  @Test
  void aDamagedPageIsSaidAndSoIsADiskThatCannotBeRead() {
    var inbox =
        new Request.Inbox(false, false, Optional.empty(), Optional.empty(), Optional.empty(), 20);
    disk.setUnreadable(Optional.of(new Damage()));
    assertEquals(ErrorCode.VAULT_DAMAGED, failure(keeper.ask(inbox)));
    assertEquals(ErrorCode.VAULT_DAMAGED, failure(keeper.ask(new Request.Status())));
    disk.setUnreadable(Optional.of(new IOException("SELECT secret FROM plis")));
    Answer answer = keeper.ask(inbox);
    assertEquals(ErrorCode.IO_ERROR, failure(answer));
    assertFalse(answer.toString().contains("secret"));
    disk.setUnreadable(Optional.empty());
    assertInstanceOf(Answer.Done.class, keeper.ask(inbox));
  }

  /// What a store says of a page that is not as it was written.
  private static final class Damage extends OpeningException {
    Damage() {
      super("a damaged page");
    }

    @Override
    public Problem problem() {
      return Problem.of(ErrorCode.VAULT_DAMAGED);
    }
  }

  @Test
  void aPliWhoseContentDoesNotOpenIsADamagedVault() throws IOException {
    Draft draft = Drafts.seal(disk.blobs(), new Random(2), "Bonjour", List.of());
    var key = new PliKey(new ContactId(Bytes.hex("11".repeat(16))), Direction.IN, draft.id());
    var gone = new StoredBlob.Place.File("00".repeat(16));
    disk.commit(
        List.of(
            new Change.PliSaved(Drafts.withOffer(key, draft, PliState.RECEIVED)),
            new Change.BlobSaved(
                new StoredBlob(key, 0, draft.blobs().getFirst().blob(), gone, Bytes.EMPTY, 0))));
    String id = draft.id().text();
    Result.Opened read =
        partly(
            ErrorCode.VAULT_DAMAGED,
            keeper.ask(new Request.Read(id, true, Optional.empty())),
            Result.Opened.class);
    assertEquals(id, read.pli().id());
    assertEquals(Optional.empty(), read.text());
    assertEquals(
        new Result.Saved(id, List.of()),
        partly(
            ErrorCode.VAULT_DAMAGED,
            keeper.ask(new Request.Save(id, folder.toString(), List.of(), false)),
            Result.Saved.class));
    disk.commit(
        List.of(
            new Change.StatementKept(
                new Change.Kept(
                    key.contact(),
                    Bytes.hex("22".repeat(32)),
                    Change.Kept.Kind.OWN_RECEIPT,
                    Optional.of(key),
                    Bytes.utf8("{}"),
                    World.DAWN))));
    Path out = folder.resolve("receipts.json");
    Result.Receipts receipts =
        partly(
            ErrorCode.EVIDENCE_INVALID,
            keeper.ask(new Request.Receipt(id, Optional.of(out.toString()))),
            Result.Receipts.class);
    assertEquals(List.of(), receipts.receipts());
    assertEquals(Optional.empty(), receipts.file());
    assertFalse(Files.exists(out), "what does not read is not written");
  }

  /// Not done, and what is known all the same.
  private static <R extends Result> R partly(ErrorCode code, Answer answer, Class<R> type) {
    var partial = assertInstanceOf(Answer.Partial.class, answer, answer.toString());
    assertEquals(code, partial.problem().code());
    return assertInstanceOf(type, partial.result());
  }

  /// What a follower has heard once `act` was done, and it has been shut out.
  private List<Notice> heard(Runnable act) throws InterruptedException {
    var heard = new CopyOnWriteArrayList<Notice>();
    Thread follower = Thread.ofPlatform().start(() -> keeper.follow(Office.NOW, heard::add));
    while (follower.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    act.run();
    follower.join();
    return heard;
  }

  private static List<String> told(List<Notice> heard) {
    return heard.stream()
        .map(notice -> notice.kind().json() + " " + notice.state().orElseThrow())
        .toList();
  }

  @Test
  void whoFollowsHearsWhyNothingMoreComes() throws InterruptedException {
    Runnable idle =
        () -> {
          clock.pass(IDLE);
          keeper.look();
        };
    assertEquals(List.of("node_state closed"), told(heard(idle)));
    keeper.ask(start(List.of()));
    assertEquals(List.of("node_state locked"), told(heard(() -> keeper.ask(new Request.Lock()))));
    keeper.ask(start(List.of()));
    assertEquals(List.of("node_state stopped"), told(heard(() -> keeper.ask(new Request.Stop()))));
  }

  @Test
  void whoStopsWaitsUntilFollowersHaveHeardSo() throws InterruptedException {
    var heard = new AtomicBoolean();
    Office.NoticeListener listener =
        _ -> {
          heard.set(true);
          return true;
        };
    Thread follower = Thread.ofPlatform().start(() -> keeper.follow(Office.NOW, listener));
    while (follower.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    keeper.ask(new Request.Stop());
    assertTrue(heard.get());
    follower.join();
  }

  @Test
  void aSleepLocksBeforeAnythingIsAnswered() {
    clock.jump(Keeper.LONGEST_STEP.plusMillis(1));
    assertEquals(ErrorCode.PASSPHRASE_REQUIRED, failure(keeper.ask(new Request.Contacts())));
    assertFalse(isHeld, "the keys stay");
    assertEquals("locked_after_sleep", journal().getLast());
    assertInstanceOf(Answer.Done.class, keeper.ask(start(List.of())));
    assertEquals("open", state());
  }

  @Test
  void aClockThatIsCorrectedOrSetBackLocksNothing() {
    clock.jump(Keeper.LONGEST_STEP);
    assertEquals("open", state());
    clock.jump(Duration.ofHours(-3));
    assertEquals("open", state());
    clock.pass(Duration.ofMinutes(2));
    assertEquals("open", state());
  }
}
