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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `doctor`: what works here, and why a correspondent cannot be reached.
@Command(name = "doctor")
public final class DoctorCommand implements CliCommand {
  /// What is named when it is in order, in this order. That Java and the node run needs no saying:
  /// else nobody would answer.
  private static final List<String> NAMED =
      List.of(
          "clock",
          "vault",
          "disk_space",
          "listen",
          "firewall",
          "lan_discovery",
          "nat",
          "relay",
          "peer");

  @Parameters(paramLabel = "CONTACT", arity = "0..1", descriptionKey = "CONTACT")
  private @Nullable String contact;

  @Override
  public int run(Desk desk) throws IOException, RefusedException {
    return desk.answer(
        new Request.Doctor(Optional.ofNullable(contact)),
        Result.Checks.class,
        (checks, _) -> tell(desk, checks));
  }

  /// What is in order on one line, then what is not, each with what to do.
  private static void tell(Desk desk, Result.Checks checks) {
    Words words = desk.words();
    Set<String> ok =
        checks.checks().stream()
            .filter(check -> check.state().equals("ok"))
            .map(View.Check::id)
            .collect(Collectors.toSet());
    String fine =
        NAMED.stream()
            .filter(ok::contains)
            .map(id -> words.say("check.name." + id))
            .collect(Collectors.joining(", "));
    if (!fine.isEmpty()) {
      String sentence = fine.substring(0, 1).toUpperCase(Locale.ROOT) + fine.substring(1);
      desk.say("check.ok", sentence);
    }
    for (View.Check check : checks.checks()) {
      if (!check.state().equals("ok")) {
        String detail = words.sentences().say(check.detail());
        String what = check.what().map(w -> " " + words.sentences().say(w)).orElse("");
        desk.say("check." + check.state(), detail + what);
      }
    }
  }
}
