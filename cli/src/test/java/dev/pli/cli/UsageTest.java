package dev.pli.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is not understood ends with 2, in the reader's words, and asks nobody anything.
class UsageTest {
  @TempDir Path folder;
  private Pli pli;

  @BeforeEach
  void vault() throws IOException {
    pli = new Pli(folder).withVault();
  }

  private void isUsage(String sentence, String... arguments) {
    Pli.Run run = pli.run(arguments);
    assertEquals(2, run.exit(), run.out() + run.err());
    assertEquals("", run.out());
    assertTrue(run.err().contains(sentence), run.err());
    assertTrue(pli.office.asked.isEmpty());

    String[] json = Arrays.copyOf(arguments, arguments.length + 1);
    json[arguments.length] = "--json";
    Pli.Run again = pli.run(json);
    assertEquals(2, again.exit());
    assertTrue(
        again.out().startsWith("{\"ok\":false,\"exit\":2,\"error\":\"usage\",\"message\":\""),
        again.out());
  }

  @Test
  void saysWhatIsMissing() {
    isUsage("Il manque la commande.");
    isUsage("un seul : --label, --replaces, --list, --cancel", "invite");
    isUsage("un seul : --label", "invite", "--label", "x", "--replaces", "Dupont");
    isUsage("Il manque : CONTACT", "send");
    isUsage("Il manque : ID. Voyez « pli read --help ».", "read");
    isUsage("Il manque : FILE|-", "accept", "--label", "x");
    isUsage("Il manque : --to", "save", "7d1f0c52");
    isUsage("Il manque : CONTACT", "contacts", "show");
    isUsage("Il manque : LABEL", "contacts", "rename", "Dupont");
    isUsage("Il manque : --country, --colleague", "contacts", "set", "Dupont");
  }

  @Test
  void saysWhatIsNotUnderstood() {
    isUsage("« frobnicate » n'est pas compris", "frobnicate");
    isUsage("« --sealed » n'est pas compris", "send", "Dupont", "-m", "x", "--sealed");
    isUsage("« b » n'est pas compris", "read", "a", "b");
    isUsage("« revoke » n'est pas compris", "id", "revoke");
  }

  @Test
  void reservedWordsWaitForTheirIssue() {
    for (String word :
        "proof backup vault relay audit incident retention documents preuve controle".split(" ")) {
      isUsage("n'est pas compris", word);
    }
  }

  @Test
  void saysWhichValueDoesNotFit() {
    isUsage("« 0 » ne convient pas à --days", "invite", "--label", "x", "--days", "0");
    isUsage("« 31 » ne convient pas à --days", "invite", "--label", "x", "--days", "31");
    isUsage("« x » ne convient pas à --days", "invite", "--label", "x", "--days", "x");
    isUsage("« 1001 » ne convient pas à --limit", "inbox", "--limit", "1001");
    isUsage("« here » ne convient pas à --address", "invite", "--label=x", "--address", "here");
    isUsage("« -1 » ne convient pas à --wait", "send", "Dupont", "-m", "x", "--wait", "-1");
    isUsage("« 61 » ne convient pas à --idle", "start", "--idle", "61");
    isUsage("« 4 » ne convient pas à --lock-after", "start", "--lock-after", "4");
    isUsage("« yes » ne convient pas à --lan", "start", "--lan", "yes");
    isUsage("« on » ne convient pas à --upnp", "start", "--upnp", "on");
    isUsage("« secret » ne convient pas à --mention", "send", "D", "-m", "x", "--mention=secret");
    isUsage("« FRA » ne convient pas à --country", "contacts", "set", "D", "--country", "FRA");
    isUsage("« 0 » ne convient pas à --count", "watch", "--count", "0");
    isUsage("« 0 » ne convient pas à --part", "save", "7d1f", "--to", ".", "--part", "0");
    isUsage("« roi » ne convient pas à --profile", "init", "--profile", "roi");
  }

  @Test
  void refusesLabelsThatNoLineHolds() {
    isUsage("Un nom a de 1 à 64 caractères", "invite", "--label", "");
    isUsage("Un nom a de 1 à 64 caractères", "invite", "--label", "x".repeat(65));
    isUsage("Un nom a de 1 à 64 caractères", "invite", "--label", "a\u001b[1m");
    isUsage("Un nom a de 1 à 64 caractères", "contacts", "rename", "Dupont", " ");
    assertEquals(0, pli.run("invite", "--label", "é".repeat(64)).exit());
  }

  @Test
  void refusesChoicesThatDoNotGoTogether() {
    isUsage("un seul : --label", "invite", "--list", "--label", "x");
    isUsage("un seul : --label, --replaces", "accept", "-");
    isUsage("un seul : --label, --replaces", "accept", "-", "--label", "a", "--replaces", "b");
    isUsage("un seul : --heard, --met, --reset", "verify", "D", "--heard", "a", "--reset");
    isUsage("--cancel ne va pas", "send", "Dupont", "--cancel", "7d1f");
    isUsage("--forward ne va pas", "send", "Dupont", "-m", "x", "--forward", "7d1f");
    for (String wish :
        List.of("--case=2026-031", "--mention=official", "--replaces=7d1f", "--no-forward")) {
      isUsage("--cancel ne va pas", "send", "--cancel", "7d1f", wish);
      isUsage("--forward ne va pas", "send", "Dupont", "--forward", "7d1f", "--yes", wish);
    }
  }

  @Test
  void refusesAPliWithoutTextAndFile() {
    isUsage("Il n'y a rien à envoyer", "send", "Dupont");
    isUsage("Il n'y a rien à envoyer", "send", "Dupont", "-m", "");
    pli.in = " \n";
    isUsage("Il n'y a rien à envoyer", "send", "Dupont");
  }

  @Test
  void anOptionIsNoValueOfAnother() {
    isUsage("", "send", "Dupont", "-m", "--wait", "0");
  }

  @Test
  void speaksEnglishToo() {
    Pli.Run run = pli.run("--lang", "en", "read");
    assertEquals("Missing: ID. See \"pli read --help\".\n", run.err());
  }
}
