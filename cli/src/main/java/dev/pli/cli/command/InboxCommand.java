package dev.pli.cli.command;

import dev.pli.cli.desk.CliCommand;
import dev.pli.cli.desk.Desk;
import dev.pli.cli.vault.RefusedException;
import dev.pli.cli.words.Visible;
import dev.pli.cli.words.Words;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import dev.pli.transport.local.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `inbox`: the plis received, or sent, oldest first.
@Command(name = "inbox")
public final class InboxCommand implements CliCommand {
  @Option(names = "--sent")
  private boolean sent;

  @Option(names = "--unread")
  private boolean unread;

  @Option(names = "--from", paramLabel = "CONTACT")
  private @Nullable String from;

  @Option(
      names = {"--case", "--dossier"},
      paramLabel = "REF")
  private @Nullable String caseReference;

  @Option(names = "--after", paramLabel = "ID")
  private @Nullable String after;

  @Option(names = "--limit", paramLabel = "N")
  private int limit = Limits.DEFAULT_INBOX;

  @Override
  public int run(Desk desk) throws IOException, RefusedException {
    if (limit < 1 || limit > Limits.MAX_INBOX) {
      throw desk.usage("usage.value", limit, "--limit");
    }
    var request =
        new Request.Inbox(
            sent,
            unread,
            Optional.ofNullable(from),
            Optional.ofNullable(caseReference),
            Optional.ofNullable(after),
            limit);
    return desk.answer(request, Result.Plis.class, (plis, _) -> tell(desk, plis));
  }

  private static void tell(Desk desk, Result.Plis plis) {
    if (plis.plis().isEmpty()) {
      desk.console().notice(desk.words().say("inbox.none"));
    }
    plis.plis().forEach(pli -> desk.console().result(line(pli, desk.words())));
    plis.next().ifPresent(id -> desk.console().notice(desk.words().say("inbox.more", id)));
  }

  private static String line(View.Pli pli, Words words) {
    var columns = new ArrayList<String>();
    columns.add(pli.id());
    columns.add(standing(pli, words));
    columns.add(
        words.say("inbox.peer", Visible.line(pli.label()), words.verification(pli.verification())));
    columns.add(words.listed(pli.created()));
    if (!pli.enclosures().isEmpty()) {
      columns.add(words.say("inbox.enclosures", pli.enclosures().size()));
    }
    pli.caseReference().ifPresent(c -> columns.add(words.say("inbox.case", Visible.line(c))));
    return Show.columns(columns);
  }

  private static String standing(View.Pli pli, Words words) {
    if (pli.direction().equals("out")) {
      return words.state(pli);
    }
    return words.say(pli.unread() ? "inbox.unread" : "inbox.read");
  }
}
