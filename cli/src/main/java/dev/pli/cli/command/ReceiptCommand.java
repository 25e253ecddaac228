package dev.pli.cli.command;

import dev.pli.cli.desk.CliCommand;
import dev.pli.cli.desk.Desk;
import dev.pli.cli.vault.RefusedException;
import dev.pli.cli.words.Words;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `receipt`: what proves that a pli arrived, who signed it, and where the copies are.
@Command(name = "receipt")
public final class ReceiptCommand implements CliCommand {
  private static final long SECOND_MILLIS = 1000;

  @Parameters(paramLabel = "ID", descriptionKey = "ID")
  private String id = "";

  @Option(names = "--out", paramLabel = "FILE")
  private @Nullable String out;

  @Override
  public int run(Desk desk) throws IOException, RefusedException {
    Optional<String> file = out == null ? Optional.empty() : Optional.of(desk.path(out).toString());
    return desk.answer(
        new Request.Receipt(id, file),
        Result.Receipts.class,
        (receipts, _) -> tell(desk, receipts));
  }

  private static void tell(Desk desk, Result.Receipts receipts) {
    Words words = desk.words();
    if (receipts.receipts().isEmpty()) {
      desk.say("receipt.none", words.say("state." + receipts.state()));
    }
    receipts.receipts().forEach(receipt -> tell(desk, receipt));
    if (!receipts.receipts().isEmpty()) {
      desk.say("receipt.not_qualified"); // docs/spec/evidence.md §0.
    }
    String places =
        receipts.route().places().stream()
            .map(place -> words.say("place." + place))
            .collect(Collectors.joining(", "));
    desk.say("receipt.route", words.route(receipts.route().path()), places);
    receipts.file().ifPresent(path -> desk.say("receipt.file", path));
  }

  private static void tell(Desk desk, View.Receipt receipt) {
    Words words = desk.words();
    desk.say(
        receipt.valid() ? "receipt.valid" : "receipt.invalid",
        words.say("receipt.event." + receipt.event()),
        Words.fingerprint(receipt.signer()),
        joined(receipt.algorithms(), words),
        words.timeWithSeconds(receipt.time()),
        skew(receipt.skewMs(), words));
  }

  private static String joined(List<String> algorithms, Words words) {
    return String.join(words.say("and"), algorithms);
  }

  /// Rounded to seconds, without its sign: a person asks how far off a clock is.
  private static String skew(long millis, Words words) {
    return words.say("seconds", (Math.abs(millis) + SECOND_MILLIS / 2) / SECOND_MILLIS);
  }
}
