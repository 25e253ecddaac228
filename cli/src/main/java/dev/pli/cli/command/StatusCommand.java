package dev.pli.cli.command;

import dev.pli.cli.desk.CliCommand;
import dev.pli.cli.desk.Desk;
import dev.pli.cli.vault.RefusedException;
import dev.pli.cli.words.Words;
import dev.pli.core.Version;
import dev.pli.core.office.Answer;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.transport.local.LocalOffice;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/// `status`: the state of the node, without a passphrase and without starting one.
@Command(name = "status", aliases = "etat")
public final class StatusCommand implements CliCommand {
  @Override
  public int run(Desk desk) throws IOException, RefusedException {
    Optional<LocalOffice> running = desk.offices().running();
    if (running.isPresent() && desk.isJson()) {
      Optional<String> written = running.get().status();
      if (written.isPresent()) {
        desk.console().result(written.get());
        return 0; // A node that answers this at all has its state to say.
      }
    }
    Answer answer =
        running.isPresent()
            ? desk.ask(running.get(), new Request.Status())
            : new Answer.Done(stopped(desk));
    return desk.tell(answer, Result.Status.class, (status, _) -> tell(desk, status));
  }

  private static Result stopped(Desk desk) {
    return new Result.Status(
        "stopped",
        desk.offices().vault().toString(),
        Version.TEXT,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static void tell(Desk desk, Result.Status status) {
    if (status.open().isPresent()) {
      tellOpen(desk, status, status.open().get());
    } else {
      desk.say("status." + status.state());
    }
  }

  private static void tellOpen(Desk desk, Result.Status status, Result.OpenStatus open) {
    Words words = desk.words();
    Instant now = desk.now();
    desk.say(
        "status.open",
        words.since(status.since().orElse(now), now),
        open.contacts(),
        open.queued(),
        open.unread(),
        open.lastBackup().map(words::day).orElseGet(() -> words.say("never")));
    if (open.failedUnlocks() > 0) {
      desk.console().notice(words.say("status.failed_unlocks", open.failedUnlocks()));
    }
  }
}
