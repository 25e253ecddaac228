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

/// `stop`: the node ends. Returns once it has.
@Command(name = "stop")
public final class StopCommand implements CliCommand {
  @Override
  public int run(Desk desk) throws IOException, RefusedException {
    Optional<LocalOffice> running = desk.offices().running();
    Answer answer = new Answer.Done(new Result.Stopped("stopped", false));
    if (running.isPresent()) {
      answer = desk.ask(running.get(), new Request.Stop());
      running.get().awaitEnd();
    }
    return desk.tell(
        answer,
        Result.Stopped.class,
        (stopped, _) -> desk.say(stopped.wasRunning() ? "stop.done" : "stop.was_not_running"));
  }
}
