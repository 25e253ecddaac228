package dev.pli.cli.command;

import dev.pli.cli.desk.CliCommand;
import dev.pli.cli.desk.Desk;
import dev.pli.cli.terminal.QrText;
import dev.pli.cli.vault.RefusedException;
import dev.pli.cli.words.Visible;
import dev.pli.cli.words.Words;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import dev.pli.core.paper.QrCode;
import dev.pli.crypto.RejectedException;
import dev.pli.transport.local.Limits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `invite`: a link that one person may use once; the list of those given; the end of one.
@Command(name = "invite")
public final class InviteCommand implements CliCommand {
  @Option(names = "--label", paramLabel = "LABEL")
  private @Nullable String label;

  @Option(names = "--days", paramLabel = "N")
  private int days = Limits.DEFAULT_VALIDITY_DAYS;

  @Option(names = "--address", paramLabel = "MULTIADDR")
  private List<String> addresses = new ArrayList<>();

  @Option(names = "--out", paramLabel = "FILE")
  private @Nullable String out;

  @Option(names = "--qr")
  private boolean qr;

  @Option(names = "--no-proof")
  private boolean noProof;

  @Option(names = "--replaces", paramLabel = "CONTACT")
  private @Nullable String replaces;

  @Option(names = "--list")
  private boolean list;

  @Option(names = "--cancel", paramLabel = "ID")
  private @Nullable String cancel;

  @Override
  public int run(Desk desk) throws IOException, RefusedException {
    boolean isOne =
        Stream.of(list, cancel != null, label != null, replaces != null)
                .filter(given -> given)
                .count()
            == 1;
    if (!isOne) {
      throw desk.usage("usage.one_of", "--label, --replaces, --list, --cancel");
    }
    if (list) {
      return desk.answer(
          new Request.Invitations(), Result.Invitations.class, (all, _) -> tellAll(desk, all));
    }
    if (cancel != null) {
      return desk.answer(
          new Request.CancelInvitation(cancel),
          Result.Invited.class,
          (one, _) -> desk.say("invite.cancelled", one.invitation().invitation()));
    }
    return desk.answer(
        invite(desk), Result.Invited.class, (one, _) -> tell(desk, one.invitation()));
  }

  private Request invite(Desk desk) throws RefusedException {
    if (days < Limits.MIN_VALIDITY_DAYS || days > Limits.MAX_VALIDITY_DAYS) {
      throw desk.usage("usage.value", days, "--days");
    }
    for (String address : addresses) {
      requireAddress(desk, address);
    }
    Optional<String> file = out == null ? Optional.empty() : Optional.of(desk.path(out).toString());
    Optional<String> checked =
        label == null ? Optional.empty() : Optional.of(Labels.checked(desk, label));
    return new Request.Invite(
        checked, Duration.ofDays(days), addresses, file, !noProof, Optional.ofNullable(replaces));
  }

  private static void requireAddress(Desk desk, String address) throws RefusedException {
    try {
      Multiaddr.parse(address).dialled();
    } catch (RejectedException _) {
      throw desk.usage("usage.value", address, "--address");
    }
  }

  private void tell(Desk desk, View.Invitation invitation) {
    Words words = desk.words();
    desk.say(
        "invite.made",
        invitation.invitation(),
        Visible.line(invitation.label()),
        words.listed(invitation.expires()));
    invitation.link().ifPresent(link -> desk.console().result("    " + link));
    invitation.file().ifPresent(file -> desk.say("invite.file", file));
    if (qr) {
      boolean coloured = desk.surroundings().terminals().out();
      invitation
          .link()
          .ifPresent(link -> desk.console().result(QrText.draw(QrCode.of(link), coloured)));
    }
  }

  private static void tellAll(Desk desk, Result.Invitations all) {
    if (all.invitations().isEmpty()) {
      desk.console().notice(desk.words().say("invite.none"));
    }
    for (View.Invitation invitation : all.invitations()) {
      desk.console()
          .result(
              Show.columns(
                  List.of(
                      invitation.invitation(),
                      desk.words().say("invitation." + invitation.state()),
                      Visible.line(invitation.label()),
                      desk.words().listed(invitation.expires()))));
    }
  }
}
