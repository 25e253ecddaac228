package dev.pli.cli.command;

import dev.pli.cli.desk.CliCommand;
import dev.pli.cli.desk.Desk;
import dev.pli.cli.vault.RefusedException;
import dev.pli.cli.words.Words;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import java.io.IOException;
import picocli.CommandLine.Command;

/// `id`: who this vault is, and with which devices.
@Command(name = "id", subcommands = IdCommand.Devices.class)
public final class IdCommand implements CliCommand {
  @Override
  public int run(Desk desk) throws IOException, RefusedException {
    return desk.answer(new Request.Id(), Result.Id.class, (id, _) -> tell(desk, id));
  }

  private static void tell(Desk desk, Result.Id id) {
    Words words = desk.words();
    desk.say("init.fingerprint", Words.fingerprint(id.fingerprint()));
    desk.say("id.vault", id.vault(), words.say("profile." + id.profile()), words.day(id.created()));
    desk.say("id.device", id.device());
  }

  /// `id devices`: the devices alone; the same answer.
  @Command(name = "devices", aliases = "appareils")
  public static final class Devices implements CliCommand {
    @Override
    public int run(Desk desk) throws IOException, RefusedException {
      return desk.answer(
          new Request.Id(),
          Result.Id.class,
          (id, _) ->
              id.devices()
                  .forEach(
                      device -> desk.console().result(Show.device(device, true, desk.words()))));
    }
  }
}
