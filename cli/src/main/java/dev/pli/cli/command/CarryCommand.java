package dev.pli.cli.command;

import dev.pli.cli.desk.CliCommand;
import dev.pli.cli.desk.Desk;
import dev.pli.cli.vault.RefusedException;
import dev.pli.cli.words.Visible;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `carry`: what waits for a correspondent goes by hand, and their receipts come back so.
@Command(
    name = "carry",
    subcommands = {CarryCommand.Export.class, CarryCommand.Import.class})
public final class CarryCommand implements CliCommand {
  @Override
  public int run(Desk desk) throws RefusedException {
    throw desk.usage("usage.missing", "export, import");
  }

  /// `carry export C --out F`.
  @Command(name = "export")
  public static final class Export implements CliCommand {
    @Parameters(paramLabel = "CONTACT", descriptionKey = "CONTACT")
    private String contact = "";

    @Option(names = "--out", paramLabel = "FILE")
    private @Nullable String out;

    @Override
    public int run(Desk desk) throws IOException, RefusedException {
      if (out == null) {
        throw desk.usage("usage.missing", "--out");
      }
      return desk.answer(
          new Request.CarryExport(contact, desk.path(out).toString()),
          Result.CarriedOut.class,
          (written, _) -> tell(desk, written));
    }

    private void tell(Desk desk, Result.CarriedOut written) {
      desk.say(
          "carry.written",
          Visible.line(written.file()),
          desk.words().size(written.size()),
          written.plis(),
          written.receipts());
      desk.say("carry.hash", written.sha256());
      desk.say("carry.waits", Visible.line(contact));
    }
  }

  /// `carry import F`.
  @Command(name = "import")
  public static final class Import implements CliCommand {
    @Parameters(paramLabel = "FILE", descriptionKey = "pli.carry.import.FILE")
    private String file = "";

    @Override
    public int run(Desk desk) throws IOException, RefusedException {
      return desk.answer(
          new Request.CarryImport(desk.path(file).toString()),
          Result.CarriedIn.class,
          (taken, problem) -> {
            if (problem.isEmpty()) {
              desk.say("carry.taken", taken.plis(), taken.receipts(), taken.repeated());
            }
          });
    }
  }
}
