package dev.pli.cli.command;

import dev.pli.cli.desk.CliCommand;
import dev.pli.cli.desk.Desk;
import dev.pli.cli.terminal.QrText;
import dev.pli.cli.vault.RefusedException;
import dev.pli.cli.words.Visible;
import dev.pli.cli.words.Words;
import dev.pli.core.office.Answer;
import dev.pli.core.office.Office;
import dev.pli.core.office.Request;
import dev.pli.core.office.Request.Comparison;
import dev.pli.core.office.Result;
import dev.pli.core.paper.QrCode;
import java.io.IOException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `verify`: what two people read to each other, and what came of it.
@Command(name = "verify")
public final class VerifyCommand implements CliCommand {
  @Parameters(paramLabel = "CONTACT", descriptionKey = "CONTACT")
  private String contact = "";

  @Option(names = "--qr")
  private boolean qr;

  @Option(names = "--heard", paramLabel = "WORDS|DIGITS")
  private @Nullable String heard;

  @Option(names = "--met", paramLabel = "CODE")
  private @Nullable String met;

  @Option(names = "--reset")
  private boolean reset;

  @Override
  public int run(Desk desk) throws IOException, RefusedException {
    if (Stream.of(heard != null, met != null, reset).filter(given -> given).count() > 1) {
      throw desk.usage("usage.one_of", "--heard, --met, --reset");
    }
    Comparison comparison = comparison();
    if (comparison instanceof Comparison.Show) {
      return show(desk);
    }
    return desk.answer(
        new Request.Verify(contact, comparison), Result.Verified.class, (v, _) -> outcome(desk, v));
  }

  private Comparison comparison() {
    if (heard != null) {
      return new Comparison.Heard(heard);
    }
    if (met != null) {
      return new Comparison.Met(met);
    }
    return reset ? new Comparison.Reset() : new Comparison.Show();
  }

  /// Shows, then asks if somebody is there who reads the words.
  private int show(Desk desk) throws IOException, RefusedException {
    try (Office office = desk.offices().open()) {
      Answer shown = desk.ask(office, new Request.Verify(contact, new Comparison.Show()));
      int exit = desk.tell(shown, Result.Verified.class, (v, _) -> words(desk, v));
      if (exit != 0 || desk.isJson() || !desk.person().isThere()) {
        return exit;
      }
      Comparison said =
          desk.confirm(desk.words().say("verify.ask"))
              ? new Comparison.Same(true)
              : new Comparison.Different();
      Answer judged = desk.ask(office, new Request.Verify(contact, said));
      return desk.tell(judged, Result.Verified.class, (v, _) -> outcome(desk, v));
    }
  }

  private void words(Desk desk, Result.Verified verified) {
    Words words = desk.words();
    desk.say(
        "verify.words", String.join(" ", words.checkWords(verified.wordsFr(), verified.wordsEn())));
    desk.say("verify.digits", Words.digits(verified.digits()));
    if (qr) {
      desk.say("verify.code", verified.code());
      boolean coloured = desk.surroundings().terminals().out();
      desk.console().result(QrText.draw(QrCode.of(verified.code()), coloured));
    }
    if (!desk.person().isThere()) {
      outcome(desk, verified);
    }
  }

  private static void outcome(Desk desk, Result.Verified verified) {
    Words words = desk.words();
    String name = Visible.line(verified.label());
    String standing = words.verification(verified.verification().state());
    verified
        .verification()
        .at()
        .filter(_ -> !verified.verification().state().equals("not_verified"))
        .ifPresentOrElse(
            at -> desk.say("verify.done", name, standing, words.moment(at)),
            () -> desk.say("verify.not", name, standing));
  }
}
