package dev.pli.cli;

import dev.pli.cli.desk.Desk;
import dev.pli.cli.desk.Surroundings;
import dev.pli.cli.terminal.Console;
import dev.pli.cli.terminal.Person;
import dev.pli.cli.terminal.TerminalPerson;
import dev.pli.cli.vault.Keyring;
import dev.pli.cli.vault.Offices;
import dev.pli.cli.vault.VaultPlace;
import dev.pli.cli.words.Words;
import dev.pli.core.identity.Language;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Makes the desk of a command from the global options and the surroundings.
record Desks(Surroundings surroundings) {
  /// The first of these that is set says the language.
  private static final List<String> LOCALE = List.of("LC_ALL", "LC_MESSAGES", "LANG");

  Desk of(Globals globals) {
    Words words = Words.of(language(globals.lang()), surroundings.zone());
    Person person = surroundings.terminals().canAsk() ? new TerminalPerson() : Person.NOBODY;
    var keyring =
        new Keyring(
            fileOf(globals.passphraseFile(), "PLI_PASSPHRASE_FILE"),
            fileOf(globals.keyFile(), "PLI_KEY_FILE"),
            person,
            words);
    var offices =
        new Offices(
            VaultPlace.of(globals.vault(), surroundings.environment(), surroundings.home()),
            surroundings.sockets(),
            words.language(),
            keyring,
            surroundings.ownNode(),
            surroundings.busyPatience());
    var console = new Console(surroundings.out(), surroundings.err(), globals.verbosity());
    return new Desk(surroundings, globals.json(), console, words, person, offices);
  }

  private Optional<Path> fileOf(Optional<String> option, String variable) {
    return option
        .or(() -> Optional.ofNullable(surroundings.environment().get(variable)))
        .filter(name -> !name.isEmpty())
        .map(Path::of);
  }

  /// The language asked for, else that of the locale.
  private Language language(Optional<String> code) {
    Optional<Language> asked = code.flatMap(Language::of);
    return asked.isPresent() ? asked.get() : Words.languageOf(locale());
  }

  private String locale() {
    for (String name : LOCALE) {
      String value = surroundings.environment().getOrDefault(name, "");
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }
}
