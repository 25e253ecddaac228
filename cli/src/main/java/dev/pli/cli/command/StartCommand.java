package dev.pli.cli.command;

import dev.pli.cli.desk.CliCommand;
import dev.pli.cli.desk.Desk;
import dev.pli.cli.vault.Offices;
import dev.pli.cli.vault.RefusedException;
import dev.pli.cli.words.Words;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Office;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.transport.local.Limits;
import dev.pli.transport.local.LocalOffice;
import dev.pli.transport.local.LocalServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `start`: a node for this vault, in the background or here, or a running one opened and told its
/// settings.
@Command(name = "start")
public final class StartCommand implements CliCommand {
  /// How long a process may take until its socket answers: a slow disk, a cold Java, a first build.
  private static final Duration BIRTH = Duration.ofSeconds(60);

  private static final Duration STEP = Duration.ofMillis(20);

  @Option(names = "--foreground")
  private boolean foreground;

  /// How the background process is started: it comes up locked and is opened through its socket.
  @Option(names = "--locked", hidden = true)
  private boolean locked;

  @Option(names = "--listen", paramLabel = "MULTIADDR")
  private List<String> listen = new ArrayList<>();

  @Option(names = "--lan", paramLabel = "on|off")
  private @Nullable String lan;

  /// Only what is true today may be said: there is no relay, no port mapping, no time-stamp
  /// authority.
  @Option(names = "--relay", paramLabel = "none", hidden = true)
  private @Nullable String relay;

  @Option(names = "--upnp", paramLabel = "off", hidden = true)
  private @Nullable String upnp;

  @Option(names = "--tsa", paramLabel = "none", hidden = true)
  private @Nullable String tsa;

  @Option(names = "--idle", paramLabel = "MINUTES")
  private @Nullable Integer idle;

  @Option(names = "--lock-after", paramLabel = "MINUTES")
  private @Nullable Integer lockAfter;

  @Override
  public int run(Desk desk) throws IOException, RefusedException {
    Request.Start settings = settings(desk);
    Optional<LocalOffice> running = desk.offices().running();
    if (running.isPresent()) {
      return tell(desk, reopen(desk, running.get(), settings));
    }
    return foreground ? serve(desk, settings) : spawn(desk, settings);
  }

  private Request.Start settings(Desk desk) throws RefusedException {
    requireOff(desk, relay, "none", "--relay");
    requireOff(desk, upnp, "off", "--upnp");
    requireOff(desk, tsa, "none", "--tsa");
    return new Request.Start(
        listen,
        Switches.optional(desk, lan, "--lan"),
        minutes(desk, idle, "--idle", Limits.MIN_IDLE_MINUTES, Limits.MAX_IDLE_MINUTES),
        minutes(desk, lockAfter, "--lock-after", Limits.MIN_LOCK_MINUTES, Limits.MAX_LOCK_MINUTES),
        Optional.empty());
  }

  private static void requireOff(Desk desk, @Nullable String value, String off, String option)
      throws RefusedException {
    if (value != null && !value.equals(off)) {
      throw desk.usage("usage.value", value, option);
    }
  }

  private static Optional<Duration> minutes(
      Desk desk, @Nullable Integer value, String option, int low, int high)
      throws RefusedException {
    if (value == null) {
      return Optional.empty();
    }
    if (value < low || value > high) {
      throw desk.usage("usage.value", value, option);
    }
    return Optional.of(Duration.ofMinutes(value));
  }

  private static Request.Start with(Request.Start settings, Request.Credentials credentials) {
    return new Request.Start(
        settings.listen(),
        settings.lan(),
        settings.idle(),
        settings.lockAfter(),
        Optional.of(credentials));
  }

  /// A node that runs: its settings change; if it is closed or locked, it opens.
  private static Answer reopen(Desk desk, Office node, Request.Start settings)
      throws IOException, RefusedException {
    Answer answer = desk.ask(node, settings);
    boolean closed =
        answer instanceof Answer.Failed(Problem problem)
            && problem.code() == ErrorCode.PASSPHRASE_REQUIRED;
    return started(
        closed ? desk.ask(node, with(settings, desk.offices().keyring().credentials())) : answer,
        false);
  }

  /// The passphrase is had first, and the vault, so that nothing is started in vain; the passphrase
  /// reaches the new process through its socket.
  private static int spawn(Desk desk, Request.Start settings) throws IOException, RefusedException {
    Offices offices = desk.offices();
    Request.Start opening = with(settings, offices.keyring().credentials());
    Optional<LocalOffice> other = other(offices);
    if (other.isPresent()) {
      return tell(desk, started(desk.ask(other.get(), opening), false));
    }
    Process process = desk.surroundings().spawner().spawn(offices.vault());
    Optional<LocalOffice> born = awaitBirth(offices, process);
    if (born.isEmpty()) { // Somebody was faster, and has the vault for longer than is waited.
      LocalOffice faster =
          other(offices).orElseThrow(() -> new RefusedException(ErrorCode.INTERNAL));
      return tell(desk, started(desk.ask(faster, opening), false));
    }
    Answer answer = desk.ask(born.get(), opening);
    if (answer instanceof Answer.Failed) {
      born.get().ask(new Request.Stop());
      born.get().awaitEnd();
    }
    return tell(desk, started(answer, true));
  }

  /// Refused when another program keeps the vault; a node that it turns out to be.
  private static Optional<LocalOffice> other(Offices offices) throws IOException, RefusedException {
    Optional<Office> free = offices.own("");
    free.ifPresent(Office::close);
    return free.isPresent() ? Optional.empty() : offices.running();
  }

  private static Optional<LocalOffice> awaitBirth(Offices offices, Process process)
      throws IOException, RefusedException {
    long deadline = System.nanoTime() + BIRTH.toNanos();
    Optional<LocalOffice> found = offices.running();
    while (found.isEmpty() && process.isAlive() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(STEP.toNanos());
      found = offices.running();
    }
    if (found.isEmpty()) {
      process.destroy();
    }
    return found;
  }

  /// What the node says, and whether it was this command that started it.
  private static Answer started(Answer answer, boolean isNew) {
    return answer instanceof Answer.Done(Result.Started s)
        ? new Answer.Done(
            new Result.Started(
                s.state(),
                isNew,
                s.pid(),
                s.socket(),
                s.listen(),
                s.device(),
                s.since(),
                s.lastUnlock(),
                s.failedUnlockTimes()))
        : answer;
  }

  /// This process is the node, until it is stopped or told to end.
  private int serve(Desk desk, Request.Start settings) throws IOException, RefusedException {
    if (locked) {
      NewSession.begin();
    }
    Optional<Request.Credentials> credentials =
        locked ? Optional.empty() : Optional.of(desk.offices().keyring().credentials());
    Optional<Office> own = desk.offices().own(desk.offices().place().prepare().toString());
    if (own.isEmpty()) {
      return run(desk); // A node has come up meanwhile.
    }
    var stopped = new CountDownLatch(1);
    Office office = own.get();
    LocalServer server = server(desk, office, stopped);
    try (var _ = new EndSignal(() -> end(office, server))) {
      int exit =
          credentials.isPresent() ? open(desk, server, with(settings, credentials.get())) : 0;
      if (exit == 0) {
        stopped.await();
      }
      return exit;
    } catch (InterruptedException _) { // As good as a signal.
      Thread.currentThread().interrupt();
      return 0;
    } finally {
      end(office, server);
    }
  }

  private static LocalServer server(Desk desk, Office office, CountDownLatch stopped)
      throws IOException, RefusedException {
    try {
      return LocalServer.open(
          desk.offices().place(), office, desk.words().language(), stopped::countDown);
    } catch (IOException e) {
      office.close();
      throw e;
    }
  }

  /// Through our own socket, so that the answer names it.
  private static int open(Desk desk, LocalServer server, Request.Start opening)
      throws IOException, RefusedException {
    LocalOffice self =
        desk.offices().running().orElseThrow(() -> new IOException(server.path().toString()));
    return tell(desk, started(desk.ask(self, opening), true));
  }

  /// The office first: whoever asked to stop waits for the end of the socket, and may then have the
  /// vault.
  private static void end(Office office, LocalServer server) {
    office.close();
    try {
      server.close();
    } catch (IOException _) { // The process ends; what is left of the socket is stale.
    }
  }

  private static int tell(Desk desk, Answer answer) {
    return desk.tell(
        answer, Result.Started.class, (started, _) -> desk.console().result(line(desk, started)));
  }

  private static String line(Desk desk, Result.Started started) {
    Words words = desk.words();
    String addresses =
        started.listen().isEmpty()
            ? words.say("start.no_address")
            : String.join(", ", started.listen());
    Optional<Instant> lastUnlock = started.lastUnlock();
    return words.say(
        "start.open",
        addresses,
        lastUnlock.map(words::moment).orElseGet(() -> words.say("never")),
        started.failedUnlockTimes().size());
  }
}
