package dev.pli.core.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.Change;
import dev.pli.core.carry.CarryEnd;
import dev.pli.core.carry.CarryKeys;
import dev.pli.core.carry.CarryRecord;
import dev.pli.core.carry.CarrySamples;
import dev.pli.core.carry.CarrySealer;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliId;
import dev.pli.core.conversation.PliState;
import dev.pli.core.delivery.Route;
import dev.pli.core.frame.Envelope;
import dev.pli.core.frame.Frame;
import dev.pli.core.frame.FrameCodec;
import dev.pli.core.identity.DeviceId;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Progress;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two vaults that were paired and never meet again: plis go by a file, and receipts come back by
/// another.
@Timeout(120)
class CarryTest {
  private static final Instant LATER = World.DAWN.plus(Duration.ofHours(2));
  private static final int LARGE_BYTES = 1_500_000;

  @TempDir Path folder;

  private final MemoryStore alices = MemoryStore.of(Village.PAIRED.get(0));
  private final MemoryStore bobs = MemoryStore.of(Village.PAIRED.get(1));
  private final MemoryStore carols = MemoryStore.of(Village.PAIRED.get(2));
  private Desk alice;
  private Desk bob;
  private int files;

  @BeforeEach
  void open() throws IOException {
    alice = new Desk(alices, 1);
    bob = new Desk(bobs, 2);
  }

  @AfterEach
  void close() {
    alice.close();
    bob.close();
  }

  private static final class Standing implements Clock {
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public Instant now() {
      return LATER;
    }

    @Override
    public long nanos() {
      return nanos.addAndGet(1_000_000);
    }
  }

  /// An open node that nobody reaches, and what a person asks of it.
  private static final class Desk implements AutoCloseable {
    private final MemoryStore store;
    private final Node node;
    private final NodeOffice office;
    private final List<Progress> progress = new ArrayList<>();

    Desk(MemoryStore store, long seed) throws IOException {
      this.store = store;
      var clock = new Standing();
      node = new Node(store, new NoLinks(), clock, new Random(seed));
      node.start(List.of());
      office = new NodeOffice(node, "/v", clock, new Random(seed + 100));
    }

    Answer ask(Request request) {
      try {
        return office.ask(request, progress::add);
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    <R extends Result> R done(Class<R> type, Request request) {
      return type.cast(assertInstanceOf(Answer.Done.class, ask(request)).result());
    }

    String send(String to, String text, List<Path> enclosures) {
      return done(
              Result.OnePli.class,
              new Request.Send(
                  to,
                  text,
                  enclosures.stream().map(Path::toString).toList(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  false,
                  Duration.ZERO))
          .pli()
          .id();
    }

    Result.CarriedOut export(String to, Path file) {
      return done(Result.CarriedOut.class, new Request.CarryExport(to, file.toString()));
    }

    Result.CarriedIn take(Path file) {
      return done(Result.CarriedIn.class, new Request.CarryImport(file.toString()));
    }

    View.Pli pli(String id) {
      return done(Result.Opened.class, new Request.Read(id, true, Optional.empty())).pli();
    }

    List<Pli> incoming() {
      return store.plis().stream().filter(Pli::isIncoming).toList();
    }

    @Override
    public void close() {
      node.close();
    }
  }

  private Path next() {
    return folder.resolve("carried-" + ++files);
  }

  private Path enclosure() throws IOException {
    Path file = folder.resolve("acte.pdf");
    var content = new byte[LARGE_BYTES];
    new Random(7).nextBytes(content);
    return Files.write(file, content);
  }

  private static ErrorCode failure(Answer answer) {
    return switch (answer) {
      case Answer.Failed(var problem) -> problem.code();
      case Answer.Partial(_, var problem) -> problem.code();
      case Answer.Done done -> throw new AssertionError(done);
    };
  }

  private static String rule(Answer answer) {
    return assertInstanceOf(Answer.Partial.class, answer).problem().arguments().getFirst();
  }

  @Test
  void plisGoAndReceiptsComeBack() throws IOException {
    int before = bob.incoming().size();
    String text = alice.send("Bob", "Voici.", List.of());
    String large = alice.send("Bob", "L'acte.", List.of(enclosure()));
    Path there = next();
    Result.CarriedOut out = alice.export("Bob", there);
    assertEquals(2, out.plis());
    assertEquals(0, out.receipts());
    assertEquals(Files.size(there), out.size());
    assertEquals(Cast.BOB.fingerprint().text(), out.contact());
    assertEquals("queued", alice.pli(text).state());
    assertEquals(Optional.of("carried"), alice.pli(text).path());

    Result.CarriedIn in = bob.take(there);
    assertEquals(List.of(2, 0, 0), List.of(in.plis(), in.receipts(), in.repeated()));
    assertEquals(Optional.of(Cast.ALICE.fingerprint().text()), in.contact());
    assertEquals(before + 2, bob.incoming().size());
    View.Pli read = bob.pli(large);
    assertEquals("received", read.state());
    assertEquals(Optional.of("carried"), read.path());
    assertEquals(LARGE_BYTES, read.enclosures().getFirst().size());
    bob.done(Result.Saved.class, new Request.Save(large, folder + "/out", List.of(), false));
    assertEquals(-1, Files.mismatch(folder.resolve("acte.pdf"), folder.resolve("out/acte.pdf")));

    Path back = next();
    assertEquals(2, bob.export("Alice", back).receipts());
    Result.CarriedIn receipts = alice.take(back);
    assertEquals(2, receipts.receipts());
    for (String id : List.of(text, large)) {
      assertEquals("delivered", alice.pli(id).state());
      var shown = alice.done(Result.Receipts.class, new Request.Receipt(id, Optional.empty()));
      assertTrue(shown.receipts().getFirst().valid());
      assertEquals(Optional.of("carried"), shown.route().path());
      assertEquals(List.of("this_device", "peer_device", "medium"), shown.route().places());
    }
    assertEquals(0, alice.export("Bob", next()).plis());
  }

  /// What has come back is not carried again, nor offered on a link.
  @Test
  void whatBothSidesKnowDoesNotTravelAgain() throws IOException {
    for (int round = 0; round < 2; round++) {
      alice.send("Bob", "Voici.", List.of());
      Path there = next();
      assertEquals(1, alice.export("Bob", there).plis());
      assertEquals(1, bob.take(there).plis());
      Path back = next();
      assertEquals(1, bob.export("Alice", back).receipts());
      assertEquals(1, alice.take(back).receipts());
    }
    Path empty = next();
    alice.export("Bob", empty);
    bob.take(empty);
    assertEquals(0, bob.export("Alice", next()).receipts());
    int plis = bob.incoming().size();
    meet();
    assertEquals(plis, bobs.plis().stream().filter(Pli::isIncoming).count());
  }

  @Test
  void whatIsHereAlreadyIsCountedAndNotDoubled() throws IOException {
    alice.send("Bob", "Voici.", List.of(enclosure()));
    Path there = next();
    alice.export("Bob", there);
    bob.take(there);
    int plis = bob.incoming().size();
    int blobs = bobs.blobs().count();
    for (int i = 0; i < 2; i++) {
      Result.CarriedIn again = bob.take(there);
      assertEquals(List.of(0, 0, 1), List.of(again.plis(), again.receipts(), again.repeated()));
    }
    assertEquals(plis, bob.incoming().size());
    assertEquals(blobs, bobs.blobs().count());
    Path back = next();
    assertEquals(1, bob.export("Alice", back).receipts());
    alice.take(back);
    assertEquals(1, alice.take(back).repeated());
  }

  /// Every byte is needed: whichever is another, or is not there, nothing changes.
  @Test
  void aDamagedFileChangesNothing() throws IOException {
    alice.send("Bob", "Voici.", List.of(enclosure()));
    Path whole = next();
    alice.export("Bob", whole);
    byte[] bytes = Files.readAllBytes(whole);
    int plis = bob.incoming().size();
    int blobs = bobs.blobs().count();
    var random = new Random(3);
    Path damaged = next();
    for (int i = 0; i < 160; i++) {
      int at = i < 80 ? i * 50 : random.nextInt(bytes.length);
      byte[] flipped = bytes.clone();
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(damaged, flipped);
      assertEquals(
          ErrorCode.CARRY_INVALID,
          failure(bob.ask(new Request.CarryImport(damaged.toString()))),
          "byte " + at);
      Files.write(damaged, Bytes.copyOf(bytes).slice(0, at).toArray());
      assertEquals(
          ErrorCode.CARRY_INVALID,
          failure(bob.ask(new Request.CarryImport(damaged.toString()))),
          "cut at " + at);
    }
    assertEquals(plis, bob.incoming().size());
    assertEquals(blobs, bobs.blobs().count());
    assertEquals(1, bob.take(whole).plis());
  }

  @Test
  void C111_aFileThatIsLongerThanItsBlobs() throws IOException {
    alice.send("Bob", "Voici.", List.of());
    Path file = next();
    alice.export("Bob", file);
    Files.write(file, Bytes.concat(Bytes.copyOf(Files.readAllBytes(file)), Bytes.of(0)).toArray());
    assertEquals("C111_LENGTH", rule(bob.ask(new Request.CarryImport(file.toString()))));
  }

  /// A file that Alice's device seals to Bob's, holding what no honest one holds.
  private Path forged(List<Bytes> frames, CarryEnd end) throws IOException {
    var plan =
        alice.node.look(rules -> rules.carrying().plan(rules.contact("Bob").orElseThrow(), LATER));
    CarrySealer sealer = CarrySealer.to(plan.key(), plan.parties(), new Random(9));
    var parts = new ArrayList<Bytes>();
    parts.add(sealer.start());
    parts.add(sealer.seal(CarryRecord.Type.HEAD, plan.head().encode()));
    frames.forEach(frame -> parts.add(sealer.seal(CarryRecord.Type.FRAME, frame)));
    parts.add(sealer.seal(CarryRecord.Type.END, end.encode()));
    return Files.write(next(), Bytes.concat(parts.toArray(Bytes[]::new)).toArray());
  }

  private String refused(Path file) {
    return rule(bob.ask(new Request.CarryImport(file.toString())));
  }

  private static Bytes frame(DeviceId device, long incarnation, long seq, Frame frame) {
    return FrameCodec.encode(new Envelope(device, incarnation, seq, LATER, frame));
  }

  @Test
  void C110_framesThatAreNotCarried() throws IOException {
    DeviceId own = Cast.ALICE.deviceId();
    var stored = new Frame.Stored(new PliId(Bytes.zero(16)));
    var end = new CarryEnd(1, 0, 0);
    for (Bytes bad :
        List.of(
            frame(Cast.BOB.deviceId(), 0, 0, stored),
            frame(own, 1, 0, stored),
            frame(own, 0, 1, stored),
            frame(own, 0, 0, new Frame.CarryKeyFrame(CarrySamples.KEY.encode())))) {
      assertEquals("C110_FRAME", refused(forged(List.of(bad), end)));
    }
    assertEquals("S002_PROTOBUF", refused(forged(List.of(Bytes.of(0xff)), end)));
    assertEquals(0, bob.take(forged(List.of(frame(own, 0, 0, stored)), end)).plis());
  }

  @Test
  void C109_anEndThatCountsOtherBlobs() throws IOException {
    assertEquals("C109_COUNTS", refused(forged(List.of(), new CarryEnd(0, 1, 0))));
    assertEquals("C109_COUNTS", refused(forged(List.of(), new CarryEnd(0, 0, 1))));
    assertEquals("C109_COUNTS", refused(forged(List.of(), new CarryEnd(1, 0, 0))));
  }

  /// Alice and Carol have agreed to no receipts: the letter is « received », by the same way.
  @Test
  void withoutAnAgreementTheLetterIsReceived() throws IOException {
    String text = alice.send("Carol", "Voici.", List.of(enclosure()));
    Path there = next();
    alice.export("Carol", there);
    try (var carol = new Desk(carols, 3)) {
      assertEquals(1, carol.take(there).plis());
      Path back = next();
      assertEquals(0, carol.export("Alice", back).receipts());
      assertEquals(0, alice.take(back).receipts());
    }
    assertEquals("received", alice.pli(text).state());
    assertEquals(Optional.of("carried"), alice.pli(text).path());
  }

  @Test
  void aChangedKeyStopsBothWays() throws IOException {
    alice.send("Bob", "Voici.", List.of());
    Path file = next();
    alice.export("Bob", file);
    bob.ask(new Request.Verify("Alice", new Request.Comparison.Different()));
    assertEquals(ErrorCode.KEY_CHANGED, failure(bob.ask(new Request.CarryImport(file.toString()))));
    assertEquals(
        ErrorCode.KEY_CHANGED,
        failure(bob.ask(new Request.CarryExport("Alice", next().toString()))));
    bob.done(Result.OneContact.class, new Request.RemoveContact("Alice", true));
    assertEquals(
        ErrorCode.CONTACT_REMOVED,
        failure(bob.ask(new Request.CarryExport("Alice", next().toString()))));
    assertEquals("C103_KEY", rule(bob.ask(new Request.CarryImport(file.toString()))));
  }

  /// Whoever has not met the contact's device has no key to seal to.
  @Test
  void withoutAKeyNothingIsWritten() throws IOException {
    ContactId known = alices.contactOf(Cast.BOB.fingerprint());
    alices.commit(List.of(new Change.CarryKeysSaved(CarryKeys.none(known))));
    alice.close();
    alice = new Desk(alices, 1);
    assertEquals(
        ErrorCode.CONTACT_PENDING,
        failure(alice.ask(new Request.CarryExport("Bob", next().toString()))));
  }

  @Test
  void aFileForSomebodyElseIsNotTaken() throws IOException {
    alice.send("Bob", "Voici.", List.of());
    Path file = next();
    alice.export("Bob", file);
    try (var carol = new Desk(carols, 3)) {
      Answer answer = carol.ask(new Request.CarryImport(file.toString()));
      assertEquals(ErrorCode.CARRY_INVALID, failure(answer));
      assertEquals("C103_KEY", rule(answer));
    }
    assertEquals("C103_KEY", rule(alice.ask(new Request.CarryImport(file.toString()))));
  }

  @Test
  void nothingIsOverwrittenAndNothingHalfIsLeft() throws IOException {
    Path there = Files.writeString(next(), "mine");
    assertEquals(
        ErrorCode.FILE_EXISTS,
        failure(alice.ask(new Request.CarryExport("Bob", there.toString()))));
    assertEquals("mine", Files.readString(there));
    assertEquals(
        ErrorCode.FILE_NOT_FOUND,
        failure(alice.ask(new Request.CarryExport("Bob", folder + "/none/x"))));
    assertEquals(
        ErrorCode.CONTACT_NOT_FOUND,
        failure(alice.ask(new Request.CarryExport("Nobody", folder + "/x"))));
    Path file = next();
    alice.export("Bob", file);
    assertEquals(
        "rw-------",
        java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (var entries = Files.list(folder)) {
      assertFalse(entries.anyMatch(entry -> entry.getFileName().toString().startsWith(".pli-")));
    }
  }

  /// The disk does not take it: nothing is there, and the same file brings all of it later.
  @Test
  void aRefusedCommitLosesNothing() throws IOException {
    alice.send("Bob", "Voici.", List.of(enclosure()));
    Path file = next();
    alice.export("Bob", file);
    int plis = bob.incoming().size();
    bob.node.look(_ -> true);
    bobs.refuse(1);
    assertEquals(ErrorCode.IO_ERROR, failure(bob.ask(new Request.CarryImport(file.toString()))));
    assertEquals(plis, bob.incoming().size());
    assertEquals(1, bob.take(file).plis());
    assertEquals(plis + 1, bob.incoming().size());
  }

  /// The other side's newest key is used as soon as it has come, and ends the one before.
  @Test
  void keysMoveOnWithEachExchange() throws IOException {
    alice.send("Bob", "1", List.of());
    Path first = next();
    alice.export("Bob", first);
    bob.take(first);
    Path back = next();
    bob.export("Alice", back);
    alice.take(back);
    alice.send("Bob", "2", List.of());
    Path second = next();
    alice.export("Bob", second);
    assertEquals(1, bob.take(second).plis());
    assertEquals("C103_KEY", rule(bob.ask(new Request.CarryImport(first.toString()))));
    assertEquals(1, bob.take(second).repeated());
  }

  @Test
  void progressComesToItsEnd() throws IOException {
    alice.send("Bob", "Voici.", List.of(enclosure()));
    Path file = next();
    alice.progress.clear();
    alice.export("Bob", file);
    bob.take(file);
    for (List<Progress> told : List.of(alice.progress, bob.progress)) {
      assertEquals(Progress.Phase.CARRYING, told.getLast().phase());
      assertEquals(Files.size(file), told.getLast().total());
      assertEquals(told.getLast().total(), told.getLast().done());
    }
  }

  /// Carried first: the link that comes later finds it there, and shows it once.
  @Test
  void whatWasCarriedIsShownOnceWhenALinkBringsItToo() throws IOException {
    String text = alice.send("Bob", "Voici.", List.of(enclosure()));
    Path file = next();
    alice.export("Bob", file);
    bob.take(file);
    int plis = bob.incoming().size();
    meet();
    assertEquals(plis, bobs.plis().stream().filter(Pli::isIncoming).count());
    Pli sent = sent(text);
    assertEquals(PliState.DELIVERED, sent.state());
    assertEquals(Optional.of(Route.CARRIED), sent.route());
  }

  /// The link was faster: the file brings nothing more.
  @Test
  void whatALinkHasBroughtIsRepeatedByTheFile() throws IOException {
    String text = alice.send("Bob", "Voici.", List.of(enclosure()));
    Path file = next();
    alice.export("Bob", file);
    meet();
    Pli sent = sent(text);
    assertEquals(PliState.DELIVERED, sent.state());
    assertEquals(Optional.of(Route.LAN), sent.route());
    int plis = bob.incoming().size();
    bob = new Desk(bobs, 4);
    assertEquals(1, bob.take(file).repeated());
    assertEquals(plis, bob.incoming().size());
  }

  private Pli sent(String id) {
    return alices.plis().stream()
        .filter(pli -> pli.id().text().equals(id) && pli.key().direction() == Direction.OUT)
        .findAny()
        .orElseThrow();
  }

  /// Both vaults on one network for a while.
  private void meet() {
    alice.close();
    bob.close();
    var world = new World(new Random(5), LATER.plus(Duration.ofHours(1)));
    var one = new Inhabitant(world, "Alice", 4001, Cast.ALICE.peer(), alices);
    var other = new Inhabitant(world, "Bob", 4002, Cast.BOB.peer(), bobs);
    one.start();
    other.start();
    world.run(Duration.ofMinutes(10));
  }
}
