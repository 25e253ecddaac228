package dev.pli.cli.vault;

import dev.pli.core.identity.Language;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Office;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Request;
import dev.pli.transport.local.LocalOffice;
import dev.pli.transport.local.SocketPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// The way to the office of one vault: the node behind its socket if one runs, else one of our own
/// for as long as the command lasts.
public final class Offices {
  private static final Duration STEP = Duration.ofMillis(100);

  private final Path vault;
  private final SocketPlace.Environment environment;
  private final Language language;
  private final Keyring keyring;
  private final OwnNode ownNode;
  private final Duration patience;

  /// `patience` is how long another program may keep the vault before we give up.
  public Offices(
      Path vault,
      SocketPlace.Environment environment,
      Language language,
      Keyring keyring,
      OwnNode ownNode,
      Duration patience) {
    this.vault = vault;
    this.environment = environment;
    this.language = language;
    this.keyring = keyring;
    this.ownNode = ownNode;
    this.patience = patience;
  }

  public Path vault() {
    return vault;
  }

  public Keyring keyring() {
    return keyring;
  }

  public SocketPlace place() throws IOException, RefusedException {
    return SocketPlace.of(VaultPlace.existing(vault), environment);
  }

  /// The node that runs, whatever its state.
  public Optional<LocalOffice> running() throws IOException, RefusedException {
    return LocalOffice.find(place(), language);
  }

  /// An office that is open or opens itself; a person is asked for a passphrase only if it must be.
  public Office open() throws IOException, RefusedException {
    Optional<LocalOffice> running = running();
    if (running.isPresent()) {
      return new Reopening(running.get(), keyring);
    }
    Request.Credentials credentials = keyring.credentials();
    Optional<Office> own = own("");
    if (own.isEmpty()) {
      return open(); // Somebody has started a node while we waited for the vault.
    }
    Office office = own.get();
    if (office.ask(opening(credentials)) instanceof Answer.Failed(Problem problem)) {
      office.close();
      throw new RefusedException(problem);
    }
    return office;
  }

  /// The vault in this process, locked, as soon as no other program has it; empty if that other
  /// program turns out to be a node with a socket.
  public Optional<Office> own(String socket) throws IOException, RefusedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return Optional.of(ownNode.of(VaultPlace.existing(vault), socket));
      } catch (RefusedException e) {
        if (e.code() != ErrorCode.VAULT_BUSY || System.nanoTime() - deadline > 0) {
          throw e;
        }
      }
      if (running().isPresent()) {
        return Optional.empty();
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }

  /// What opens a node and changes none of its settings.
  static Request opening(Request.Credentials credentials) {
    return new Request.Start(
        List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(credentials));
  }
}
