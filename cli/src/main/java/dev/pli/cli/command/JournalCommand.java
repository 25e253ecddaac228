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
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `journal`: what this vault has done, chained and without names.
@Command(name = "journal")
public final class JournalCommand implements CliCommand {
  @Option(names = "--after", paramLabel = "N")
  private long after;

  @Option(names = "--limit", paramLabel = "N")
  private int limit = Limits.DEFAULT_JOURNAL;

  @Option(names = "--verify")
  private boolean verify;

  @Override
  public int run(Desk desk) throws IOException, RefusedException {
    if (after < 0) {
      throw desk.usage("usage.value", after, "--after");
    }
    if (limit < 1 || limit > Limits.MAX_JOURNAL) {
      throw desk.usage("usage.value", limit, "--limit");
    }
    return desk.answer(
        new Request.Journal(after, limit, verify),
        Result.Journal.class,
        (journal, _) -> tell(desk, journal));
  }

  private static void tell(Desk desk, Result.Journal journal) {
    Words words = desk.words();
    journal.entries().forEach(entry -> desk.console().result(line(entry, words)));
    journal.chain().ifPresent(chain -> desk.say("journal." + chain));
  }

  private static String line(View.JournalEntry entry, Words words) {
    var columns = new ArrayList<String>();
    columns.add(Long.toString(entry.n()));
    columns.add(words.listed(entry.at()));
    String known = "journal.kind." + entry.kind();
    columns.add(words.sentences().has(known) ? words.say(known) : entry.kind());
    entry.subject().ifPresent(columns::add);
    if (!entry.detail().isEmpty()) {
      columns.add(Visible.line(entry.detail()));
    }
    return Show.columns(columns);
  }
}
