package dev.pli.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.identity.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

class HelpTest {
  @TempDir Path folder;

  @Test
  void bothBundlesHaveTheSameKeys() {
    assertEquals(
        new TreeSet<>(HelpTexts.bundle(Language.FRENCH).keySet()),
        new TreeSet<>(HelpTexts.bundle(Language.ENGLISH).keySet()));
  }

  @Test
  void helpIsShownWithTheSignsOfAKeyboard() {
    var french = HelpTexts.bundle(Language.FRENCH);
    for (String key : french.keySet()) {
      String said = french.getString(key);
      assertFalse(said.matches("(?s).*[\u00a0\u202f\u2018\u2019].*"), said);
    }
  }

  @Test
  void everyCommandAndOptionIsDescribedInBothLanguages() {
    for (Language language : Language.values()) {
      var missing = new ArrayList<String>();
      CommandLine pli = HelpTexts.speak(Commands.grammar(new GlobalOptions()), language);
      describe(pli, missing);
      assertEquals(List.of(), missing, language.code());
    }
  }

  private static void describe(CommandLine line, List<String> missing) {
    var command = line.getCommandSpec();
    String name = command.qualifiedName();
    var usage = command.usageMessage();
    if (usage.hidden()) {
      return;
    }
    if (usage.description().length == 0 || usage.header().length == 0) {
      missing.add(name);
    }
    if (usage.footer().length == 0) {
      missing.add(name + " example");
    }
    for (ArgSpec argument : command.args()) {
      if (argument.description().length == 0 && !argument.hidden()) {
        missing.add(
            name
                + " "
                + (argument instanceof OptionSpec o ? o.longestName() : argument.paramLabel()));
      }
    }
    line.getSubcommands().values().forEach(inner -> describe(inner, missing));
  }

  @Test
  void helpIsInTheReadersLanguage() throws IOException {
    var pli = new Pli(folder);
    String french = pli.run("send", "--help").out();
    assertTrue(french.startsWith("Envoie un pli.\nUsage : pli send [OPTIONS] [CONTACT]"), french);
    assertTrue(french.contains("Exemples :\n  pli send Dupont -m"), french);
    String english = pli.run("send", "--help", "--lang", "en").out();
    assertTrue(english.startsWith("Sends a letter.\nUsage: pli send"), english);
    assertFalse(french.contains("\u001b"), "no colour when stdout is no terminal");
    String all = pli.run("--help").out();
    for (String name : "init accept send watch journal".split(" ")) {
      assertTrue(all.contains("\n  " + name + " "), all);
    }
    assertFalse(all.contains("completion"), all);
  }

  @Test
  void aCommandsHelpShowsItsOwnOptionsAlone() throws IOException {
    String help = new Pli(folder).run("invite", "--help").out();
    assertTrue(help.contains("--no-proof"), help);
    assertFalse(help.contains("--passphrase-file"), help);
  }

  @Test
  void theCompletionScriptKnowsTheCommands() throws IOException {
    String script = new Pli(folder).run("completion", "bash").out();
    assertTrue(script.contains("complete -F _complete_pli"), "a bash script");
    assertTrue(script.contains("acknowledge") && script.contains("--recovery-file"));
    assertEquals(2, new Pli(folder).run("completion", "csh").exit());
  }

  @Test
  void theManualIsAPageOfSectionOne() throws IOException {
    String page = new Pli(folder).run("manual").out();
    assertTrue(page.startsWith(".TH PLI 1 "), page.substring(0, 40));
    for (String part :
        List.of(".SH NOM", ".SH OPTIONS", ".SS \"pli contacts rename\"", "\\-\\-no\\-proof")) {
      assertTrue(page.contains(part), part);
    }
    assertFalse(page.contains("completion"), "hidden");
    assertTrue(new Pli(folder).run("manual", "--lang", "en").out().contains(".SH EXIT CODES"));
  }
}
