package dev.pli.cli.command;

import dev.pli.cli.desk.CliCommand;
import dev.pli.cli.desk.Desk;
import dev.pli.cli.vault.RefusedException;
import dev.pli.cli.words.Visible;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `contacts`: the correspondents, and what may be changed of one.
@Command(
    name = "contacts",
    subcommands = {
      ContactsCommand.ShowOne.class,
      ContactsCommand.Rename.class,
      ContactsCommand.Change.class,
      ContactsCommand.Acknowledge.class,
      ContactsCommand.Remove.class
    })
public final class ContactsCommand implements CliCommand {
  @Override
  public int run(Desk desk) throws IOException, RefusedException {
    return desk.answer(new Request.Contacts(), Result.Contacts.class, (all, _) -> tell(desk, all));
  }

  private static void tell(Desk desk, Result.Contacts all) {
    if (all.contacts().isEmpty()) {
      desk.console().notice(desk.words().say("contacts.none"));
    }
    all.contacts().forEach(one -> desk.console().result(Show.contact(one, desk.words())));
  }

  private static int details(Desk desk, Request request) throws IOException, RefusedException {
    return desk.answer(
        request, Result.OneContact.class, (one, _) -> Show.details(desk, one.contact()));
  }

  /// `contacts show C`.
  @Command(name = "show")
  public static final class ShowOne implements CliCommand {
    @Parameters(paramLabel = "CONTACT", descriptionKey = "CONTACT")
    private String contact = "";

    @Override
    public int run(Desk desk) throws IOException, RefusedException {
      return details(desk, new Request.ShowContact(contact));
    }
  }

  /// `contacts rename C L`.
  @Command(name = "rename")
  public static final class Rename implements CliCommand {
    @Parameters(index = "0", paramLabel = "CONTACT", descriptionKey = "CONTACT")
    private String contact = "";

    @Parameters(index = "1", paramLabel = "LABEL", descriptionKey = "LABEL")
    private String label = "";

    @Override
    public int run(Desk desk) throws IOException, RefusedException {
      return details(desk, new Request.RenameContact(contact, Labels.checked(desk, label)));
    }
  }

  /// `contacts set C`.
  @Command(name = "set")
  public static final class Change implements CliCommand {
    @Parameters(paramLabel = "CONTACT", descriptionKey = "CONTACT")
    private String contact = "";

    @Option(names = "--country", paramLabel = "CC")
    private @Nullable String country;

    @Option(names = "--colleague", paramLabel = "on|off")
    private @Nullable String colleague;

    @Override
    public int run(Desk desk) throws IOException, RefusedException {
      if (country == null && colleague == null) {
        throw desk.usage("usage.missing", "--country, --colleague");
      }
      if (country != null && !country.matches("[A-Za-z]{2}")) {
        throw desk.usage("usage.value", country, "--country");
      }
      return details(
          desk,
          new Request.SetContact(
              contact,
              Optional.ofNullable(country).map(cc -> cc.toUpperCase(Locale.ROOT)),
              Switches.optional(desk, colleague, "--colleague")));
    }
  }

  /// `contacts acknowledge C DEVICE`.
  @Command(name = "acknowledge")
  public static final class Acknowledge implements CliCommand {
    @Parameters(index = "0", paramLabel = "CONTACT", descriptionKey = "CONTACT")
    private String contact = "";

    @Parameters(index = "1", paramLabel = "DEVICE", descriptionKey = "DEVICE")
    private String device = "";

    @Override
    public int run(Desk desk) throws IOException, RefusedException {
      return details(desk, new Request.AcknowledgeDevice(contact, device));
    }
  }

  /// `contacts remove C`.
  @Command(name = "remove")
  public static final class Remove implements CliCommand {
    @Parameters(paramLabel = "CONTACT", descriptionKey = "CONTACT")
    private String contact = "";

    @Option(names = {"--yes", "--oui"})
    private boolean yes;

    @Override
    public int run(Desk desk) throws IOException, RefusedException {
      if (!yes) {
        desk.requireYes(desk.words().say("contacts.remove_ask", Visible.line(contact)));
      }
      return desk.answer(
          new Request.RemoveContact(contact, true),
          Result.OneContact.class,
          (one, _) -> desk.say("contacts.removed", Visible.line(one.contact().label())));
    }
  }
}
