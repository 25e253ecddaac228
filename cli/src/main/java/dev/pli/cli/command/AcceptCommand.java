package dev.pli.cli.command;

import dev.pli.cli.desk.CliCommand;
import dev.pli.cli.desk.Desk;
import dev.pli.cli.vault.RefusedException;
import dev.pli.cli.words.Visible;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `accept`: an invitation, from a file or from stdin, and its sender becomes a correspondent.
@Command(name = "accept")
public final class AcceptCommand implements CliCommand {
  /// More than any invitation; what is not one need not be read to its end.
  private static final int MAX_BYTES = 8 * 1024;

  @Parameters(paramLabel = "FILE|-", descriptionKey = "FILE")
  private String file = "";

  @Option(names = "--label", paramLabel = "LABEL")
  private @Nullable String label;

  @Option(names = "--replaces", paramLabel = "CONTACT")
  private @Nullable String replaces;

  @Option(names = "--no-proof")
  private boolean noProof;

  @Mixin private Waiting waiting = new Waiting();

  @Override
  public int run(Desk desk) throws IOException, RefusedException {
    if ((label == null) == (replaces == null)) {
      throw desk.usage("usage.one_of", "--label, --replaces");
    }
    Optional<String> checked =
        label == null ? Optional.empty() : Optional.of(Labels.checked(desk, label));
    var request =
        new Request.Accept(
            link(desk), checked, Optional.ofNullable(replaces), !noProof, waiting.patience(desk));
    return desk.answer(request, Result.OneContact.class, (one, _) -> tell(desk, one.contact()));
  }

  private String link(Desk desk) throws IOException, RefusedException {
    if (file.equals("-")) {
      return text(desk.surroundings().in());
    }
    Path path = desk.path(file);
    if (!Files.exists(path) || Files.isDirectory(path)) {
      throw new RefusedException(ErrorCode.FILE_NOT_FOUND, path.toString());
    }
    try (InputStream in = Files.newInputStream(path)) {
      return text(in);
    }
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip();
  }

  private static void tell(Desk desk, View.Contact contact) {
    String name = Visible.line(contact.label());
    if (contact.state().equals("pending")) {
      desk.say("accept.pending", name);
      return;
    }
    boolean verified = !contact.verification().state().equals("not_verified");
    String standing =
        verified && !contact.keyChanged()
            ? desk.words()
                .say("accept.verified", desk.words().verification(contact.verification().state()))
            : desk.words().say("accept.call");
    desk.say(contact.proof() ? "accept.done_proof" : "accept.done_no_proof", name, standing);
  }
}
