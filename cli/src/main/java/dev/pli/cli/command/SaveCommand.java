package dev.pli.cli.command;

import dev.pli.cli.desk.CliCommand;
import dev.pli.cli.desk.Desk;
import dev.pli.cli.vault.RefusedException;
import dev.pli.cli.words.Visible;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `save`: enclosures leave the vault for a folder.
@Command(name = "save")
public final class SaveCommand implements CliCommand {
  @Parameters(paramLabel = "ID", descriptionKey = "ID")
  private String id = "";

  @Option(names = "--to", paramLabel = "DIR")
  private @Nullable String directory;

  @Option(names = "--part", paramLabel = "N")
  private List<Integer> parts = new ArrayList<>();

  @Option(names = "--force")
  private boolean force;

  @Override
  public int run(Desk desk) throws IOException, RefusedException {
    if (directory == null) {
      throw desk.usage("usage.missing", "--to");
    }
    for (int part : parts) {
      if (part < 1) {
        throw desk.usage("usage.value", part, "--part");
      }
    }
    var request = new Request.Save(id, desk.path(directory).toString(), parts, force);
    return desk.answer(request, Result.Saved.class, (saved, _) -> tell(desk, saved.files()));
  }

  private static void tell(Desk desk, List<View.SavedFile> files) {
    files.forEach(file -> desk.say("save.written", Visible.line(file.path())));
  }
}
