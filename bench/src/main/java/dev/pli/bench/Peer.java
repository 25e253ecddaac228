package dev.pli.bench;

import dev.pli.core.identity.Language;
import dev.pli.core.office.Answer;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.core.store.Passphrases;
import dev.pli.transport.local.LocalOffice;
import dev.pli.transport.local.SocketPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/// A vault with its node in the background, both made by the launcher, asked through the socket as
/// any interface asks it. Thread-safe once started.
final class Peer implements AutoCloseable {
  private static final String LOOPBACK = "/ip4/127.0.0.1/tcp/0";

  private final Launcher launcher;
  private final Path vault;
  private final Path passphrase;
  private final Duration startTime;
  private final ProcessFacts process;
  private final LocalOffice office;

  private Peer(
      Launcher launcher,
      Path vault,
      Path passphrase,
      Duration startTime,
      ProcessFacts process,
      LocalOffice office) {
    this.launcher = launcher;
    this.vault = vault;
    this.passphrase = passphrase;
    this.startTime = startTime;
    this.process = process;
    this.office = office;
  }

  /// `pli init`, then `pli start`.
  static Peer start(Launcher launcher, Path folder, String name)
      throws IOException, InterruptedException {
    Path vault = folder.resolve(name);
    Path passphrase = folder.resolve(name + ".passphrase");
    Files.writeString(
        passphrase, Passphrases.draw(Language.ENGLISH, new SecureRandom()).reveal().utf8() + "\n");
    Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
    launcher.run(vault, passphrase, "init", "--recovery-file", vault + ".recovery", "--json");
    long begun = System.nanoTime();
    launcher.run(vault, passphrase, "start", "--listen", LOOPBACK, "--idle", "60", "--json");
    var startTime = Duration.ofNanos(System.nanoTime() - begun);
    LocalOffice office =
        LocalOffice.find(
                SocketPlace.of(vault, SocketPlace.Environment.ofProcess()), Language.ENGLISH)
            .orElseThrow(() -> new IOException("the node that was started does not answer"));
    Result.Status status = done(office, new Request.Status(), Result.Status.class);
    return new Peer(
        launcher,
        vault,
        passphrase,
        startTime,
        new ProcessFacts(status.pid().orElseThrow()),
        office);
  }

  /// From the command to the answer « open ».
  Duration startTime() {
    return startTime;
  }

  ProcessFacts process() {
    return process;
  }

  Path vault() {
    return vault;
  }

  /// Runs one command of the launcher on this vault.
  String run(String... arguments) throws IOException, InterruptedException {
    return launcher.run(vault, passphrase, arguments);
  }

  /// Asks this node; anything but « done » fails the run.
  <R extends Result> R done(Request request, Class<R> type) throws IOException {
    return done(office, request, type);
  }

  private static <R extends Result> R done(LocalOffice office, Request request, Class<R> type)
      throws IOException {
    return switch (office.ask(request)) {
      case Answer.Done(Result result) -> type.cast(result);
      case Answer.Failed(Problem problem) -> throw new IOException(request + ": " + problem);
      case Answer.Partial(_, Problem problem) -> throw new IOException(request + ": " + problem);
    };
  }

  /// Sends a letter and waits for its verified receipt.
  void send(String contact, String text, java.util.List<Path> files, Duration patience)
      throws IOException {
    var letter =
        new Request.Send(
            contact,
            text,
            files.stream().map(Path::toString).toList(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            patience);
    String state = done(letter, Result.OnePli.class).pli().state();
    if (!state.equals("delivered")) {
      throw new IOException("the letter is " + state);
    }
  }

  @Override
  public void close() {
    office.ask(new Request.Stop());
    office.awaitEnd();
  }
}
