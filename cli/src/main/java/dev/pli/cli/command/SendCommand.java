package dev.pli.cli.command;

import dev.pli.cli.desk.CliCommand;
import dev.pli.cli.desk.Desk;
import dev.pli.cli.vault.RefusedException;
import dev.pli.cli.words.Visible;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Office;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import dev.pli.transport.local.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `send`: a text and files to one correspondent; a pli passed on; a pli taken back before it left.
@Command(name = "send")
public final class SendCommand implements CliCommand {
  @Parameters(paramLabel = "CONTACT", arity = "0..1", descriptionKey = "CONTACT")
  private @Nullable String contact;

  @Option(
      names = {"-m", "--message"},
      paramLabel = "TEXT")
  private @Nullable String message;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE")
  private List<String> files = new ArrayList<>();

  @Option(
      names = {"--case", "--dossier"},
      paramLabel = "REF")
  private @Nullable String caseReference;

  @Option(names = "--mention", paramLabel = "confidential|official")
  private @Nullable String mention;

  @Option(names = "--replaces", paramLabel = "ID")
  private @Nullable String replaces;

  @Option(names = "--no-forward")
  private boolean noForward;

  @Option(names = "--forward", paramLabel = "ID")
  private @Nullable String forward;

  @Option(names = {"--yes", "--oui"})
  private boolean yes;

  @Option(names = "--cancel", paramLabel = "ID")
  private @Nullable String cancel;

  @Mixin private Waiting waiting = new Waiting();

  @Override
  public int run(Desk desk) throws IOException, RefusedException {
    if (cancel != null) {
      if (contact != null || forward != null || hasContent() || hasWishes()) {
        throw desk.usage("usage.alone", "--cancel");
      }
      return desk.answer(
          new Request.CancelPli(cancel),
          Result.OnePli.class,
          (one, problem) -> tell(desk, one.pli(), problem));
    }
    if (contact == null) {
      throw desk.usage("usage.missing", "CONTACT");
    }
    if (forward != null) {
      return forward(desk, contact, forward);
    }
    return desk.answer(
        send(desk, contact), Result.OnePli.class, (one, problem) -> tell(desk, one.pli(), problem));
  }

  private boolean hasContent() {
    return message != null || !files.isEmpty();
  }

  /// What only a new pli takes.
  private boolean hasWishes() {
    return caseReference != null || mention != null || replaces != null || noForward;
  }

  private Request send(Desk desk, String to) throws IOException, RefusedException {
    if (mention != null && !mention.equals("confidential") && !mention.equals("official")) {
      throw desk.usage("usage.value", mention, "--mention");
    }
    var paths = new ArrayList<String>();
    for (String file : files) {
      paths.add(regularFile(desk, file).toString());
    }
    String text = text(desk);
    if (text.isBlank() && paths.isEmpty()) {
      throw desk.usage("usage.nothing_to_send");
    }
    return new Request.Send(
        to,
        text,
        paths,
        Optional.ofNullable(caseReference),
        Optional.ofNullable(mention),
        Optional.ofNullable(replaces),
        noForward,
        waiting.patience(desk));
  }

  /// Looked at before a passphrase is asked for; the node opens it later and judges again.
  private static Path regularFile(Desk desk, String file) throws RefusedException {
    Path path = desk.path(file);
    if (!Files.isRegularFile(path)) {
      throw new RefusedException(ErrorCode.FILE_NOT_FOUND, path.toString());
    }
    return path;
  }

  /// From `-m`; else from stdin, unless files go without a text and stdin is the keyboard.
  private String text(Desk desk) throws IOException, RefusedException {
    if (message != null) {
      return sized(message);
    }
    boolean keyboard = desk.surroundings().terminals().in();
    if (keyboard && !files.isEmpty()) {
      return "";
    }
    if (keyboard) {
      desk.console().notice(desk.words().say("send.type"));
    }
    byte[] bytes = desk.surroundings().in().readNBytes(Limits.MAX_TEXT_BYTES + 1);
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder(); // Reports what is malformed.
      return sized(decoder.decode(ByteBuffer.wrap(bytes)).toString()).stripTrailing();
    } catch (CharacterCodingException _) {
      if (bytes.length > Limits.MAX_TEXT_BYTES) { // Cut in the middle of a letter.
        throw new RefusedException(ErrorCode.TOO_LARGE);
      }
      throw desk.usage("usage.not_utf8");
    }
  }

  private static String sized(String text) throws RefusedException {
    if (text.getBytes(StandardCharsets.UTF_8).length > Limits.MAX_TEXT_BYTES) {
      throw new RefusedException(ErrorCode.TOO_LARGE);
    }
    return text;
  }

  /// Asks first, with both names and the case file before the person's eyes.
  private int forward(Desk desk, String to, String pli) throws IOException, RefusedException {
    if (hasContent() || hasWishes()) {
      throw desk.usage("usage.alone", "--forward");
    }
    try (Office office = desk.offices().open()) {
      if (!yes) {
        Answer read = desk.ask(office, new Request.Read(pli, true, Optional.empty()));
        if (!(read instanceof Answer.Done(Result.Opened(View.Pli original, _)))) {
          return desk.tell(read, Result.Opened.class, (_, _) -> {});
        }
        desk.requireYes(question(desk, original, to));
      }
      var request = new Request.Forward(pli, to, true, waiting.patience(desk));
      return desk.tell(
          desk.ask(office, request),
          Result.OnePli.class,
          (one, problem) -> tell(desk, one.pli(), problem));
    }
  }

  private static String question(Desk desk, View.Pli original, String to) {
    String file = original.caseReference().orElse("–");
    String question =
        desk.words()
            .say(
                "send.forward_ask",
                original.id(),
                Visible.line(original.label()),
                Visible.line(file),
                Visible.line(to));
    return original.noForward() ? desk.words().say("send.no_forward") + " " + question : question;
  }

  private static void tell(Desk desk, View.Pli pli, Optional<Problem> problem) {
    String name = Visible.line(pli.label());
    switch (pli.state()) {
      case "delivered" ->
          desk.say(
              "send.delivered",
              pli.id(),
              name,
              desk.words().moment(pli.delivered().orElse(pli.created())));
      case "queued", "sending" ->
          desk.say(problem.isPresent() ? "send.unreachable" : "send.queued", pli.id(), name);
      case "received" -> desk.say("send.received", pli.id(), name);
      default -> desk.say("send.other", pli.id(), name, desk.words().state(pli));
    }
  }
}
