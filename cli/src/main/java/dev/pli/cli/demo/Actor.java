package dev.pli.cli.demo;

import dev.pli.cli.desk.Desk;
import dev.pli.cli.vault.Keyring;
import dev.pli.cli.vault.Offices;
import dev.pli.cli.vault.RefusedException;
import dev.pli.cli.vault.VaultMaker;
import dev.pli.core.office.Answer;
import dev.pli.core.office.Office;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Progress;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import dev.pli.transport.local.LocalOffice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One of the two: a vault in the stage's folder, and a node of its own in a process of its own,
/// reached through its socket as any interface reaches it.
///
/// One thread at a time, but for [#leave].
final class Actor {
  private static final String LOOPBACK = "/ip4/127.0.0.1/tcp/0";
  private static final Duration BIRTH = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final long END_SECONDS = 10;

  private final Desk desk;
  private final String profile;
  private final Path vault;
  private final Secret passphrase;
  private final Offices offices;
  private volatile @Nullable Process process;
  private volatile @Nullable Office office;

  Actor(Desk desk, Path vault, String profile) {
    this.desk = desk;
    this.profile = profile;
    this.vault = vault;
    VaultMaker maker = desk.surroundings().vaultMaker().get();
    this.passphrase = Secret.copyOf(Bytes.utf8(maker.propose(desk.words().language())));
    this.offices =
        new Offices(
            vault,
            desk.surroundings().sockets(),
            desk.words().language(),
            new Keyring(Optional.empty(), Optional.empty(), desk.person(), desk.words()),
            desk.surroundings().ownNode(),
            BIRTH);
  }

  Path vault() {
    return vault;
  }

  /// A new vault; its fingerprint.
  String found() throws IOException, RefusedException {
    return desk.surroundings()
        .vaultMaker()
        .get()
        .make(
            new VaultMaker.Order(
                vault, desk.words().language(), profile, passphrase, Optional.empty()))
        .fingerprint();
  }

  /// Starts the process, locked, and opens it through its socket.
  void start() throws IOException, RefusedException {
    Process started = desk.surroundings().spawner().spawn(vault);
    process = started;
    long begun = System.nanoTime();
    Optional<LocalOffice> found = offices.running();
    while (found.isEmpty()) {
      if (!started.isAlive() || System.nanoTime() - begun > BIRTH.toNanos()) {
        throw new IOException("the process of a vault did not start");
      }
      LockSupport.parkNanos(LOOK.toNanos());
      found = offices.running();
    }
    office = found.get();
    done(
        new Request.Start(
            List.of(LOOPBACK),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Request.Credentials(passphrase, Optional.empty()))),
        Result.Started.class);
  }

  /// Asks this actor's node; anything but « done » fails the demonstration.
  <R extends Result> R done(Request request, Class<R> type) throws IOException, RefusedException {
    return done(request, type, _ -> {});
  }

  <R extends Result> R done(Request request, Class<R> type, Consumer<Progress> progress)
      throws IOException, RefusedException {
    Office open = office;
    if (open == null) {
      throw new IOException("asked before it was started");
    }
    Answer answer = open.ask(request, progress);
    if (answer instanceof Answer.Done(Result result)) {
      return type.cast(result);
    }
    throw new RefusedException(
        switch (answer) {
          case Answer.Failed(Problem problem) -> problem;
          case Answer.Partial(_, Problem problem) -> problem;
          case Answer.Done _ -> throw new IllegalStateException("looked at before");
        });
  }

  /// Ends the process, kindly and then not.
  void leave() {
    Office open = office;
    if (open != null) {
      open.ask(new Request.Stop());
      open.close();
    }
    Process running = process;
    if (running != null) {
      try {
        if (!running.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
          running.destroyForcibly();
        }
      } catch (InterruptedException e) {
        running.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
