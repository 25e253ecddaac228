package dev.pli.cli.command;

import dev.pli.cli.desk.CliCommand;
import dev.pli.cli.desk.Desk;
import dev.pli.cli.vault.RefusedException;
import dev.pli.core.office.Answer;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.transport.local.LocalOffice;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;

/// `lock`: every key leaves the memory of the node.
@Command(name = "lock", aliases = "verrouiller")
public final class LockCommand implements CliCommand {
  @Override
  public int run(Desk desk) throws IOException, RefusedException {
    Optional<LocalOffice> running = desk.offices().running();
    Answer answer =
        running.isPresent()
            ? desk.ask(running.get(), new Request.Lock())
            : new Answer.Done(new Result.Locked("stopped"));
    return desk.tell(
        answer,
        Result.Locked.class,
        (locked, _) -> desk.say(locked.state().equals("locked") ? "lock.done" : "stop.done"));
  }
}
