package dev.pli.cli.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.Change;
import dev.pli.core.Self;
import dev.pli.core.Settings;
import dev.pli.core.identity.Identity;
import dev.pli.core.identity.Language;
import dev.pli.core.identity.Words;
import dev.pli.core.node.SystemClock;
import dev.pli.core.office.Answer;
import dev.pli.core.office.Office;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.core.store.Founding;
import dev.pli.core.store.KdfCost;
import dev.pli.core.store.Passphrases;
import dev.pli.core.store.SlotSecret;
import dev.pli.core.store.Surroundings;
import dev.pli.core.store.VaultStore;
import dev.pli.crypto.primitive.Secret;
import dev.pli.transport.local.LocalOffice;
import dev.pli.transport.local.SocketPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A vault whose node, a process of its own, may be killed at any moment and started again. Asked
/// through its socket, as any interface asks it.
public final class Mortal implements AutoCloseable {
  private static final long BIRTH_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final int PSEUDONYM_KEY_BYTES = 32;

  public final String name;
  final Path vault;
  private final Path errors;
  private final Secret passphrase;
  private final Place place;
  private volatile @Nullable Process process;

  private Mortal(String name, Path folder, Secret passphrase, Place place) {
    this.place = place;
    this.name = name;
    this.vault = folder.resolve(name);
    this.errors = folder.resolve(name + ".errors");
    this.passphrase = passphrase;
  }

  /// A new vault at the least cost of opening that any vault has: it is opened very often.
  static Mortal found(Path folder, String name) throws Exception {
    return found(folder, name, Place.HERE);
  }

  public static Mortal found(Path folder, String name, Place place) throws Exception {
    var random = new SecureRandom();
    var clock = new SystemClock();
    Instant now = clock.now();
    Secret seed = Words.draw(Language.FRENCH, random).seed64();
    Self self = Self.found(Identity.derive(seed, now), random, now);
    var mortal = new Mortal(name, folder, Passphrases.draw(Language.FRENCH, random), place);
    var founding =
        new Founding(
            new SlotSecret.Passphrase(Passphrases.canonical(mortal.passphrase), Optional.empty()),
            new SlotSecret.Recovery(seed),
            KdfCost.FLOOR,
            List.of(
                new Change.SelfSaved(self),
                new Change.SettingsSaved(Settings.initial("other", "fr")),
                new Change.PseudonymKeySaved(Secret.random(PSEUDONYM_KEY_BYTES, random))));
    VaultStore.create(mortal.vault, founding, new Surroundings(clock, random)).close();
    return mortal;
  }

  /// Both live, and are correspondents with a proof agreement: Anna and Bert.
  public static void pair(Mortal anna, Mortal bert) throws Exception {
    pair(anna, bert, List.of());
  }

  /// The same; Anna's invitation also names these addresses, which only she knows of.
  public static void pair(Mortal anna, Mortal bert, List<String> addresses) throws Exception {
    for (Mortal mortal : List.of(anna, bert)) {
      mortal.conceive();
      mortal.open();
    }
    String link =
        anna.done(
                new Request.Invite(
                    "Bert",
                    Duration.ofDays(1),
                    addresses,
                    Optional.empty(),
                    true,
                    Optional.empty()),
                Result.Invited.class)
            .invitation()
            .link()
            .orElseThrow();
    var accept =
        new Request.Accept(
            link, Optional.of("Anna"), Optional.empty(), true, Duration.ofSeconds(60));
    assertTrue(bert.done(accept, Result.OneContact.class).contact().proof());
  }

  /// Begins the process; it is neither listening nor open yet.
  public void conceive() throws IOException {
    List<String> command = place.inside(Machine.java());
    command.addAll(List.of("--vault", vault.toString(), "start", "--foreground", "--locked"));
    var builder = new ProcessBuilder(command);
    builder.environment().remove("XDG_RUNTIME_DIR");
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
    process = builder.start();
  }

  /// Waits for its socket and opens it.
  public void open() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Optional<Office> office = office();
    while (office.isEmpty()) {
      assertFalse(ends(20), () -> name + " did not start: " + errors());
      assertFalse(System.nanoTime() - begun > BIRTH_NANOS, () -> name + " is not born");
      office = office();
    }
    done(
        new Request.Start(
            List.of(place.listen()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Request.Credentials(passphrase, Optional.empty()))),
        Result.Started.class);
  }

  /// Whether it ends by itself within so many milliseconds.
  public boolean ends(long millis) throws InterruptedException {
    Process running = process;
    return running == null || running.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /// SIGKILL: nothing is flushed, closed or said.
  public void kill() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroyForcibly().waitFor();
    }
  }

  public Optional<Office> office() throws IOException {
    return LocalOffice.find(
            SocketPlace.of(vault, SocketPlace.Environment.ofProcess()), Language.ENGLISH)
        .map(office -> (Office) office);
  }

  public Answer ask(Request request) throws IOException {
    return office().orElseThrow(() -> new IOException(name + " is dead")).ask(request);
  }

  public <R extends Result> R done(Request request, Class<R> type) throws IOException {
    Answer answer = ask(request);
    if (answer instanceof Answer.Done(Result result)) {
      return type.cast(result);
    }
    throw new AssertionError(
        name + ": " + request.getClass().getSimpleName() + " -> " + answer + "\n" + errors());
  }

  /// The incomplete blobs on its disk and how many bytes each has.
  public Map<Path, Long> parts() throws IOException {
    var parts = new HashMap<Path, Long>();
    try (Stream<Path> files = Files.walk(vault.resolve("blobs"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".part")).toList()) {
        parts.put(file, Files.size(file));
      }
    }
    return parts;
  }

  private String errors() {
    try {
      return Files.readString(errors);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
    }
  }
}
