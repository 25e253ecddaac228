package dev.pli.cli.command;

import dev.pli.cli.desk.CliCommand;
import dev.pli.cli.desk.Desk;
import dev.pli.cli.vault.RefusedException;
import dev.pli.cli.words.Visible;
import dev.pli.cli.words.Words;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `read`: one pli, received or sent.
@Command(name = "read")
public final class ReadCommand implements CliCommand {
  @Parameters(paramLabel = "ID", descriptionKey = "ID")
  private String id = "";

  @Option(names = "--keep-unread")
  private boolean keepUnread;

  @Option(
      names = {"--case", "--dossier"},
      paramLabel = "REF")
  private @Nullable String caseReference;

  @Override
  public int run(Desk desk) throws IOException, RefusedException {
    var request = new Request.Read(id, keepUnread, Optional.ofNullable(caseReference));
    return desk.answer(request, Result.Opened.class, (opened, _) -> tell(desk, opened));
  }

  private static void tell(Desk desk, Result.Opened opened) {
    Words words = desk.words();
    View.Pli pli = opened.pli();
    String name = Visible.line(pli.label());
    if (pli.direction().equals("out")) {
      desk.say("read.to", name, words.state(pli), words.route(pli.path()));
    } else {
      desk.say("read.from", name, words.verification(pli.verification()), words.route(pli.path()));
    }
    notes(desk, pli);
    opened
        .text()
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> desk.console().result(Visible.text(text)));
    pli.enclosures().forEach(one -> desk.console().result(Show.enclosure(one, words)));
  }

  /// What stands on the envelope beside the names.
  private static void notes(Desk desk, View.Pli pli) {
    pli.mention().ifPresent(mention -> desk.say("read.mention." + mention));
    pli.replaces().ifPresent(id -> desk.say("read.replaces", id));
    if (pli.noForward()) {
      desk.say(pli.direction().equals("out") ? "read.no_forward_asked" : "read.no_forward");
    }
    pli.caseReference().ifPresent(file -> desk.say("read.case", Visible.line(file)));
  }
}
