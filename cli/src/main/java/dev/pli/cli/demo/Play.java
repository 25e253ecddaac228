package dev.pli.cli.demo;

import dev.pli.cli.desk.Desk;
import dev.pli.cli.terminal.ProgressLines;
import dev.pli.cli.vault.RefusedException;
import dev.pli.core.identity.Language;
import dev.pli.core.office.Answer;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// The story, step by step: each is timed, and the first that fails ends it.
final class Play {
  /// The file that is made when none was given; it cannot be compressed.
  private static final int MADE_BYTES = 64 << 20;

  private static final int MIB = 1 << 20;

  /// Shorter names stand somewhere in so many random bytes.
  private static final int LEAST_NAME_BYTES = 8;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Words nobody else writes: wherever they are found they have leaked.
  private static final String TEXT = "Ornithorynque, 17 h 42 : le dossier est complet.";

  private static final String LAWYER = "Maître Demo";
  private static final String CLIENT = "Cliente Demo";
  private static final String MADE_NAME = "piece-de-demonstration.bin";

  private final Desk desk;
  private final Stage stage;
  private final Optional<Path> given;
  private final Actor lawyer;
  private final Actor client;
  private final List<View.DemoStep> steps = new ArrayList<>();
  private final long begun = System.nanoTime();
  private Optional<Boolean> plaintextFound = Optional.empty();
  private View.DemoFile file =
      new View.DemoFile(Optional.empty(), Optional.empty(), Optional.empty());

  Play(Desk desk, Stage stage, Optional<Path> given) {
    this.desk = desk;
    this.stage = stage;
    this.given = given;
    this.lawyer = new Actor(desk, stage.folder().resolve("lawyer"), "lawyer");
    this.client = new Actor(desk, stage.folder().resolve("client"), "other");
    stage.enter(lawyer);
    stage.enter(client);
  }

  @FunctionalInterface
  private interface Act {
    void run() throws IOException, RefusedException;
  }

  Result.Demo perform() {
    boolean isWhole =
        step("init", this::init)
            && step("start", this::start)
            && step("invite", this::invite)
            && step("accept", this::accept)
            && step("verify", this::verify)
            && step("send_text", this::sendText)
            && step("send_file", this::sendFile)
            && step("receipt", this::receipt)
            && step("search", this::search);
    long total = (System.nanoTime() - begun) / 1_000_000;
    if (!desk.isJson()) {
      desk.say(isWhole ? "demo.end" : "demo.failed", seconds(total));
    }
    return new Result.Demo(steps, total, file, plaintextFound);
  }

  private boolean step(String name, Act act) {
    long from = System.nanoTime();
    boolean isDone;
    try {
      act.run();
      isDone = true;
    } catch (IOException | RefusedException | CompletionException e) {
      isDone = false;
      sayWhy(name, e instanceof CompletionException ? e.getCause() : e);
    }
    steps.add(new View.DemoStep(name, isDone, (System.nanoTime() - from) / 1_000_000));
    return isDone;
  }

  /// What a person understands on stdout; the rest with -v.
  private void sayWhy(String step, @Nullable Throwable e) {
    desk.console().detail(String.valueOf(e));
    if (e instanceof RefusedException refused
        && refused.answer() instanceof Answer.Failed(Problem problem)) {
      tell("demo.step_failed", step, desk.words().sentences().say(problem));
    } else {
      tell("demo.step_failed_plain", step);
    }
  }

  private void tell(String key, Object... arguments) {
    if (!desk.isJson()) {
      desk.say(key, arguments);
    }
  }

  /// Both at once, as two people on two devices would.
  private static void both(Act one, Act other) {
    CompletableFuture<Void> second = CompletableFuture.runAsync(() -> unchecked(other));
    unchecked(one);
    second.join();
  }

  private static void unchecked(Act act) {
    try {
      act.run();
    } catch (IOException | RefusedException e) {
      throw new CompletionException(e);
    }
  }

  private void init() {
    tell("demo.begin");
    both(lawyer::found, client::found);
    tell("demo.init");
  }

  private void start() {
    both(lawyer::start, client::start);
    tell("demo.start");
  }

  private String link = "";

  private void invite() throws IOException, RefusedException {
    View.Invitation invitation =
        lawyer
            .done(
                new Request.Invite(
                    Optional.of(CLIENT),
                    Duration.ofDays(7),
                    List.of(),
                    Optional.empty(),
                    true,
                    Optional.empty()),
                Result.Invited.class)
            .invitation();
    link = invitation.link().orElseThrow();
    tell("demo.invite", link.length());
  }

  private void accept() throws IOException, RefusedException {
    View.Contact contact =
        client
            .done(
                new Request.Accept(link, Optional.of(LAWYER), Optional.empty(), true, PATIENCE),
                Result.OneContact.class)
            .contact();
    if (!contact.proof()) {
      throw new IOException("no proof agreement");
    }
    tell("demo.accept");
  }

  /// Each compares what the other reads aloud.
  private void verify() throws IOException, RefusedException {
    String read = words(lawyer, CLIENT);
    hear(client, LAWYER, read);
    hear(lawyer, CLIENT, words(client, LAWYER));
    tell("demo.verify", read);
  }

  private String words(Actor actor, String contact) throws IOException, RefusedException {
    Result.Verified shown =
        actor.done(
            new Request.Verify(contact, new Request.Comparison.Show()), Result.Verified.class);
    boolean isFrench = desk.words().language() == Language.FRENCH;
    return String.join(" ", isFrench ? shown.wordsFr() : shown.wordsEn());
  }

  private static void hear(Actor actor, String contact, String words)
      throws IOException, RefusedException {
    actor.done(
        new Request.Verify(contact, new Request.Comparison.Heard(words)), Result.Verified.class);
  }

  private static Request.Send letter(String to, String text, List<String> files) {
    return new Request.Send(
        to, text, files, Optional.empty(), Optional.empty(), Optional.empty(), false, PATIENCE);
  }

  private final List<String> sent = new ArrayList<>();

  private void sendText() throws IOException, RefusedException {
    long from = System.nanoTime();
    View.Pli pli = lawyer.done(letter(CLIENT, TEXT, List.of()), Result.OnePli.class).pli();
    long millis = (System.nanoTime() - from) / 1_000_000;
    sent.add(pli.id());
    Result.Opened read =
        client.done(new Request.Read(pli.id(), false, Optional.empty()), Result.Opened.class);
    if (!read.text().equals(Optional.of(TEXT))) {
      throw new IOException("another text has arrived");
    }
    tell("demo.text", millis);
  }

  private Path source() throws IOException {
    return given.isPresent() ? given.get() : made(stage.folder().resolve(MADE_NAME));
  }

  private static Path made(Path path) throws IOException {
    var random = new SecureRandom();
    var piece = new byte[MIB];
    try (OutputStream out = Files.newOutputStream(path)) {
      for (int i = 0; i < MADE_BYTES / MIB; i++) {
        random.nextBytes(piece);
        out.write(piece);
      }
    }
    return path;
  }

  private @Nullable Path source;

  private void sendFile() throws IOException, RefusedException {
    Path path = source();
    source = path;
    long from = System.nanoTime();
    View.Pli pli;
    try (var progress =
        new ProgressLines(
            desk.console(),
            desk.words(),
            desk.surroundings().terminals().err() && !desk.isJson(),
            System::nanoTime)) {
      pli =
          client
              .done(
                  letter(LAWYER, "", List.of(path.toString())),
                  Result.OnePli.class,
                  desk.isJson() ? _ -> {} : progress)
              .pli();
    }
    double seconds = (System.nanoTime() - from) / 1e9;
    sent.add(pli.id());
    Path saved = Files.createDirectories(stage.folder().resolve("saved"));
    View.SavedFile arrived =
        lawyer
            .done(
                new Request.Save(pli.id(), saved.toString(), List.of(), false), Result.Saved.class)
            .files()
            .getFirst();
    String sha256 = sha256(path);
    if (!arrived.sha256().equals(sha256) || !sha256(Path.of(arrived.path())).equals(sha256)) {
      throw new IOException("another file has arrived");
    }
    Files.delete(Path.of(arrived.path()));
    double rate = Math.round(arrived.size() / seconds / MIB * 10) / 10.0;
    file = new View.DemoFile(Optional.of(arrived.size()), Optional.of(sha256), Optional.of(rate));
    tell(
        "demo.file",
        desk.words().size(arrived.size()),
        String.format(
            desk.words().language() == Language.FRENCH ? Locale.FRENCH : Locale.ENGLISH,
            "%.1f",
            rate));
  }

  private static String sha256(Path path) throws IOException {
    Hash.Running hash = Hash.running();
    ByteBuffer piece = ByteBuffer.allocate(MIB);
    try (FileChannel channel = FileChannel.open(path)) {
      while (channel.read(piece.clear()) >= 0) {
        hash.update(piece.flip());
      }
    }
    return hash.finish().hex();
  }

  private void receipt() throws IOException, RefusedException {
    receipt(lawyer, sent.get(0));
    receipt(client, sent.get(1));
    tell("demo.receipt");
  }

  private static void receipt(Actor actor, String pli) throws IOException, RefusedException {
    Result.Receipts receipts =
        actor.done(new Request.Receipt(pli, Optional.empty()), Result.Receipts.class);
    if (receipts.receipts().size() != 1 || !receipts.receipts().getFirst().valid()) {
      throw new IOException("no valid receipt");
    }
  }

  /// Every byte of both vaults, while they are open and their logs are hot.
  private void search() throws IOException {
    Path path = source == null ? source() : source;
    var needles = new ArrayList<Bytes>();
    needles.add(Bytes.utf8(TEXT.substring(0, 24)));
    needles.add(Bytes.utf8(LAWYER));
    needles.add(Bytes.utf8(CLIENT));
    Bytes name = Bytes.utf8(String.valueOf(path.getFileName()));
    if (name.length() >= LEAST_NAME_BYTES) {
      needles.add(name);
    }
    needles.addAll(PlaintextSearch.pieces(path));
    var search = new PlaintextSearch(needles);
    boolean isFound = search.finds(lawyer.vault()) || search.finds(client.vault());
    plaintextFound = Optional.of(isFound);
    if (isFound) {
      throw new IOException("plaintext in a vault");
    }
    tell("demo.search", desk.words().size(search.bytes()));
  }

  private static String seconds(long millis) {
    return Long.toString((millis + 500) / 1000);
  }
}
