package dev.pli.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.pli.core.identity.Language;
import dev.pli.core.identity.Words;
import dev.pli.core.store.Passphrases.Reason;
import dev.pli.core.store.Passphrases.Verdict;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.text.Normalizer;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassphrasesTest {
  private static final String EIGHT =
      "abaisser balancer cabine dauphin éclairer fable galaxie habitude";

  /// Names that others know: the practice's and two correspondents'.
  private static final List<String> NAMES =
      List.of("Étude Tilleul-Verneuil", "Éloïse Quesnoy", "Me Wartelle");

  private static Secret secret(String text) {
    return Secret.copyOf(Bytes.utf8(text));
  }

  private static String canonical(String typed) {
    return Passphrases.canonical(secret(typed)).reveal().utf8();
  }

  private static Verdict judge(String text) {
    return Passphrases.judge(secret(text), NAMES);
  }

  /// [C2] 13 characters of four classes, or eight words of 2 048.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          xK4;vQp9#wZe                                                    | TOO_SHORT
          xK4;vQp9#wZeT                                                   | 86
          xK4;vQp9#wZeTn                                                  | 92
          gT7_mW2qVx9rB                                                   | 86
          é7Kw;Rm2Qx,fV                                                   | 86
          9f;K2pX!w4Lc8                                                   | 86
          Zr5 uK8 wQ3 xM                                                  | 92
          xk4;vqp9#wzet                                                   | CLASSES
          XK4;VQP9#WZET                                                   | CLASSES
          xK4vQp9wZeTRm                                                   | CLASSES
          xKL;vQpM#wZeT                                                   | CLASSES
          74839201746352918                                               | CLASSES
          ""                                                              | TOO_SHORT
          a                                                               | TOO_SHORT
          Ab1;                                                            | TOO_SHORT
          Kx7;Kx7;Kx7;                                                    | TOO_SHORT
          abaisser balancer cabine dauphin éclairer fable galaxie            | TOO_SHORT
          abaisser balancer                                                | TOO_SHORT
          abaisser balancer cabine dauphin éclairer fable galaxie habitude     | 88
          ABAISSER BALANCER CABINE DAUPHIN ECLAIRER FABLE GALAXIE HABITUDE     | 88
          abai bala cabi daup ecla fabl gala habi                         | 88
          abai bala cabi daup ecla fabl gala                              | TOO_SHORT
          abaisser balancer cabine dauphin éclairer fable galaxie habitude incolore | 99
          abaisser abaisser abaisser abaisser abaisser abaisser abaisser abaisser | GUESSABLE
          abandon ability able about above absent absorb abstract         | 88
          abandon ability able about above absent absorb                  | TOO_SHORT
          balancer cabine dauphin éclairer fable galaxie habitude inconnu2     | CLASSES
          correct horse battery staple                                    | CLASSES
          le soleil brille sur la mer ce matin                            | CLASSES
          Tr0ub4dor&3                                                     | TOO_SHORT
          """)
  void V243_countsBitsAsTheSpecDoes(String text, String expected) {
    assertEquals(expected, said(judge(text)), text);
  }

  private static String said(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted(var bits) -> Integer.toString(bits);
      case Verdict.Refused(var reason) -> reason.name();
    };
  }

  /// [C3] Long enough, and still what everybody would try.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "MotDePasse2024!",
        "Motdepasse123456!",
        "Azertyuiop123!",
        "AZERTYuiop123!",
        "azertyQSDFGH1!",
        "Qsdfghjklm12345!",
        "1234Azertyuiop!",
        "Wxcvbn123456789!",
        "Password12345!",
        "P@ssw0rd12345!",
        "Marseille13013!",
        "Bonjour123456!",
        "Bordeaux33000!!",
        "JulienMartin75!",
        "Camille14071989!",
        "Sophie-12/05/1987",
        "NicolasDupont1!",
        "Septembre2025!!",
        "Janvier-2026-Paris",
        "Vacances2025!!!",
        "Doudou-loulou-12",
        "Jetaime-123456",
        "JeTaimeMonCoeur1!",
        "AllezParis2024!",
        "Confidentiel1!",
        "Secret-medical-1",
        "Avocat-Paris-75!",
        "Docteur-2024-Lyon",
        "Cabinet-2024-2025!",
        "Aaaaaaaaaaaaa1!",
        "Abcdefghijklm1!",
        "Abc123!Abc123!Abc123!",
        "123456789Aa!!!",
        "Soleil12345678!",
        "Chocolat-noir-12",
        "Football-2024-PSG",
        "M0td3p@ss3-2024",
        "Bienvenue-2024!",
        "Bretagne-29000!",
        "Toulouse31000!",
      })
  void V244_refusesWhatEverybodyWouldTry(String text) {
    assertEquals(new Verdict.Refused(Reason.GUESSABLE), judge(text), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xT7;Tilleul#w2Qz",
        "TILLEUL-x7;kQw2Rv",
        "x7;kQw2Rv-verneuil",
        "Eloise;x7kQw2Rv9",
        "x7k;éloïseQw2Rv",
        "quesnoyX7;kQw2Rv",
        "Wartelle-x7;kQw2",
      })
  void C3_refusesNamesThatOthersKnow(String text) {
    assertEquals(new Verdict.Refused(Reason.NAME), judge(text), text);
  }

  @Test
  void V244_randomCharactersPass() {
    var random = new Random(1);
    String alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789;:!?+*-=_";
    for (int i = 0; i < 100; i++) {
      var text = new StringBuilder("aB7;");
      while (text.length() < 15) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertInstanceOf(Verdict.Accepted.class, judge(text.toString()), text.toString());
    }
  }

  @Test
  void V245_recoveryWordsAreNoPassphrase() {
    Words words = Words.draw(Language.FRENCH, new Random(1));
    assertEquals(
        new Verdict.Refused(Reason.RECOVERY),
        Passphrases.judge(secret(words.text().toUpperCase()), NAMES, words));
    assertInstanceOf(Verdict.Accepted.class, Passphrases.judge(secret(EIGHT), NAMES, words));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void V242_drawnWordsAreAlwaysAccepted(Language language) {
    Set<String> seen = new TreeSet<>();
    for (int seed = 0; seed < 200; seed++) {
      Secret drawn = Passphrases.draw(language, new Random(seed));
      String text = drawn.reveal().utf8();
      assertEquals(8, text.split(" ").length);
      assertEquals(new Verdict.Accepted(88), Passphrases.judge(drawn, NAMES), text);
      seen.add(text);
    }
    assertEquals(200, seen.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abaisser balancer cabine dauphin eclairer fable galaxie habitude",
        "  abaisser\tbalancer  cabine dauphin éclairer\u00a0fable galaxie habitude\n",
        "ABAISSER Balancer CABINE dauphin ÉCLAIRER fable galaxie habitude",
        "abai bala cabi daup écla fabl gala habi",
      })
  void V241_wordsAreTheSameHoweverTheyAreTyped(String typed) {
    assertEquals(canonical(EIGHT), canonical(typed));
    assertEquals(canonical(EIGHT), canonical(Normalizer.normalize(typed, Normalizer.Form.NFD)));
  }

  @Test
  void V241_chosenOnesKeepTheirLettersAndSingleSpaces() {
    assertEquals("xK4; vQp9#", canonical("  xK4;  vQp9# "));
    assertEquals(canonical("\u00e9t\u00e9-Kx7;"), canonical("e\u0301te\u0301-Kx7;"));
    assertNotEquals(canonical("Kx7;abc"), canonical("kx7;abc"));
  }

  @Test
  void V241_fewerThanEightWordsAreTakenAsTyped() {
    assertEquals("abai bala", canonical("abai bala"));
  }
}
