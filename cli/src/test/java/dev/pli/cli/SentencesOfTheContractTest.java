package dev.pli.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every command in words, French and English: the sentences of docs/cli.md.
class SentencesOfTheContractTest {
  @TempDir Path folder;
  private Pli pli;

  @BeforeEach
  void vault() throws IOException {
    pli = new Pli(folder).withVault();
  }

  private void says(String french, String english, String... arguments) {
    says(0, french, english, arguments);
  }

  /// On stdout, each line without its end.
  private void says(int exit, String french, String english, String... arguments) {
    for (String lang : new String[] {"fr", "en"}) {
      pli.environment.put("LANG", lang);
      Pli.Run run = pli.run(arguments);
      String expected = lang.equals("fr") ? french : english;
      assertEquals(expected.isEmpty() ? "" : expected + "\n", run.out(), run.err());
      assertEquals(exit, run.exit(), run.err());
    }
  }

  @Test
  void id() {
    says(
        """
        Empreinte : 3f8a 11c0 7be2 94d6 05fa c31b 8e27 6d40 b913 52fc e08a 47d1 296b f5e3 0c84 a17d
        Coffre : %s. Profil : avocat. Créé le 22 novembre 2026.
        Appareil : 12D3KooWBureau\
        """
            .formatted(pli.vault),
        """
        Fingerprint: 3f8a 11c0 7be2 94d6 05fa c31b 8e27 6d40 b913 52fc e08a 47d1 296b f5e3 0c84 a17d
        Vault: %s. Profile: lawyer. Created on 22 November 2026.
        Device: 12D3KooWBureau\
        """
            .formatted(pli.vault),
        "id");
    says(
        "12D3KooWBureau  ajouté le 22 novembre 2026  Bureau  cet appareil",
        "12D3KooWBureau  added on 22 November 2026  Bureau  this device",
        "id",
        "devices");
  }

  @Test
  void invite() {
    says(
        """
        Invitation 5a0d93c17e4b48f2a6b1d8e03f9c7264 pour « Martin », valable jusqu'au 29 novembre\
         2026, 18 h 12, une seule fois.
            pli:AQIDBAUG
        Aussi dans %s/martin.pli-invitation\
        """
            .formatted(pli.folder),
        """
        Invitation 5a0d93c17e4b48f2a6b1d8e03f9c7264 for "Martin", valid until 29 November 2026,\
         18:12, once only.
            pli:AQIDBAUG
        Also in %s/martin.pli-invitation\
        """
            .formatted(pli.folder),
        "invite",
        "--label",
        "Martin",
        "--out",
        pli.folder + "/martin.pli-invitation");
    says(
        """
        Invitation 5a0d93c17e4b48f2a6b1d8e03f9c7264 pour « Dupont », valable jusqu'au 29 novembre\
         2026, 18 h 12, une seule fois.
            pli:AQIDBAUG\
        """,
        """
        Invitation 5a0d93c17e4b48f2a6b1d8e03f9c7264 for "Dupont", valid until 29 November 2026,\
         18:12, once only.
            pli:AQIDBAUG\
        """,
        "invite",
        "--replaces",
        "Dupont");
    says(
        "5a0d93c17e4b48f2a6b1d8e03f9c7264  ouverte  Dupont  29 novembre 2026, 18 h 12",
        "5a0d93c17e4b48f2a6b1d8e03f9c7264  open  Dupont  29 November 2026, 18:12",
        "invite",
        "--list");
    says(
        "Invitation 5a0d93c17e4b48f2a6b1d8e03f9c7264 annulée.",
        "Invitation 5a0d93c17e4b48f2a6b1d8e03f9c7264 cancelled.",
        "invite",
        "--cancel",
        "5a0d93c1");
  }

  @Test
  void accept() {
    String file = pli.write("i.pli-invitation", "pli:AQIDBAUG\n");
    says(
        "« Me Claire » est votre correspondant. Non vérifié : appelez-le et lisez les mots de"
            + " contrôle. Convention de preuve acceptée.",
        "\"Me Claire\" is your correspondent. Not verified: call them and read the check words."
            + " Proof agreement accepted.",
        "accept",
        file,
        "--label",
        "Me Claire");
    pli.in = "pli:away\n";
    says(
        5,
        "« Me Claire » n'est pas joignable. L'invitation est gardée et sera acceptée à la première"
            + " connexion.",
        "\"Me Claire\" cannot be reached. The invitation is kept and will be accepted at the first"
            + " connection.",
        "accept",
        "-",
        "--label",
        "Me Claire");
  }

  @Test
  void contacts() {
    says(
        """
        Dupont  non vérifié  joignable (réseau local)
        Berger  non vérifié  vu le 22 novembre 2026, 18 h 12  1 pli en attente
        Lambert  clé changée  joignable (réseau local)\
        """,
        """
        Dupont  not verified  reachable (local network)
        Berger  not verified  seen on 22 November 2026, 18:12  1 letter waiting
        Lambert  key changed  reachable (local network)\
        """,
        "contacts");
    says(
        """
        Dupont  non vérifié  joignable (réseau local)
        Empreinte : c40e 86b3 1c07 be29 4d60 5fac 31b8 e276 d40b 9135 2fce 08a4 7d12 96bf 5e30 c84a
        Convention de preuve acceptée.
        Pays : FR
        12D3KooWBureau  ajouté le 22 novembre 2026  Bureau\
        """,
        """
        Dupont  not verified  reachable (local network)
        Fingerprint: c40e 86b3 1c07 be29 4d60 5fac 31b8 e276 d40b 9135 2fce 08a4 7d12 96bf 5e30 c84a
        Proof agreement accepted.
        Country: FR
        12D3KooWBureau  added on 22 November 2026  Bureau\
        """,
        "contacts",
        "show",
        "Dupont");
    says(
        "« Dupont » est retiré. Ses plis restent dans le coffre.",
        "\"Dupont\" is removed. Their letters stay in the vault.",
        "contacts",
        "remove",
        "Dupont",
        "--yes");
  }

  @Test
  void verify() {
    says(
        """
        Mots de contrôle : anneau brume castor dune érable falaise gravier hibou
        Chiffres :         40172 88315 09264 57730 61948 22057 73501 16284 90037 45526 08813 67294
        « Dupont » : non vérifié.\
        """,
        """
        Check words: a b c d e f g h
        Digits:      40172 88315 09264 57730 61948 22057 73501 16284 90037 45526 08813 67294
        "Dupont": not verified.\
        """,
        "verify",
        "Dupont");
    says(
        "« Dupont » : vérifié de vive voix, le 22 novembre 2026 à 18 h 12.",
        "\"Dupont\": verified by voice, on 22 November 2026 at 18:12.",
        "verify",
        "Dupont",
        "--heard",
        "anneau brume castor dune érable falaise gravier hibou");
    says(
        "« Dupont » : rencontré, le 22 novembre 2026 à 18 h 12.",
        "\"Dupont\": met in person, on 22 November 2026 at 18:12.",
        "verify",
        "Dupont",
        "--met",
        "pliv:AQ");
  }

  @Test
  void send() {
    String file = pli.write("acte.pdf", "x");
    says(
        "Pli 7d1f0c52a98e4b36b0e3f4172c6d8a95 remis à « Dupont » le 22 novembre 2026 à 18 h 12."
            + " Accusé de remise valide.",
        "Letter 7d1f0c52a98e4b36b0e3f4172c6d8a95 delivered to \"Dupont\" on 22 November 2026 at"
            + " 18:12. Delivery receipt valid.",
        "send",
        "Dupont",
        "--case",
        "2026-031",
        "-m",
        "Maître, voici le projet d'acte.",
        "-f",
        file);
    pli.in = "Pouvez-vous me rappeler ?\n";
    says(
        5,
        "Pli 7d1f0c52a98e4b36b0e3f4172c6d8a95 en attente, uniquement sur votre poste. « Berger »"
            + " n'est pas joignable.",
        "Letter 7d1f0c52a98e4b36b0e3f4172c6d8a95 waiting, on your device only. \"Berger\" cannot be"
            + " reached.",
        "send",
        "Berger");
    says(
        "Pli 7d1f0c52a98e4b36b0e3f4172c6d8a95 en attente, uniquement sur votre poste.",
        "Letter 7d1f0c52a98e4b36b0e3f4172c6d8a95 waiting, on your device only.",
        "send",
        "Berger",
        "--wait",
        "0");
    pli.office.declineProof();
    says(
        "Pli 7d1f0c52a98e4b36b0e3f4172c6d8a95 reçu par l'appareil de « Dupont ». Pas d'accusé de"
            + " remise signé.",
        "Letter 7d1f0c52a98e4b36b0e3f4172c6d8a95 received by \"Dupont\"'s device. No signed"
            + " delivery receipt.",
        "send",
        "Dupont");
    says(
        "Pli 7d1f0c52a98e4b36b0e3f4172c6d8a95 pour « Berger » : annulé.",
        "Letter 7d1f0c52a98e4b36b0e3f4172c6d8a95 for \"Berger\": cancelled.",
        "send",
        "--cancel",
        "7d1f0c52");
  }

  @Test
  void inboxReadSaveReceipt() {
    says(
        "7d1f0c52a98e4b36b0e3f4172c6d8a95  non lu  Me Claire (vérifié de vive voix)  22 novembre"
            + " 2026, 18 h 12  1 pièce  dossier 2026-031",
        "7d1f0c52a98e4b36b0e3f4172c6d8a95  unread  Me Claire (verified by voice)  22 November 2026,"
            + " 18:12  1 enclosure  case file 2026-031",
        "inbox");
    says(
        """
        De : Dupont (vérifié de vive voix). Trajet : réseau local.
        Dossier 2026-031.
        Maître, voici le projet d'acte.
        \ufffd]0;x\ufffd
        Pièce 1 : acte.pdf, 1 073 741 824 octets, SHA-256 %s\
        """
            .formatted(FakeOffice.SHA),
        """
        From: Dupont (verified by voice). Route: local network.
        Case file 2026-031.
        Maître, voici le projet d'acte.
        \ufffd]0;x\ufffd
        Enclosure 1: acte.pdf, 1,073,741,824 bytes, SHA-256 %s\
        """
            .formatted(FakeOffice.SHA),
        "read",
        FakeOffice.LETTER);
    says(
        "Écrit : %s/acte.pdf. Ce fichier est maintenant hors du coffre.".formatted(pli.folder),
        "Written: %s/acte.pdf. This file is now outside the vault.".formatted(pli.folder),
        "save",
        FakeOffice.LETTER,
        "--to",
        pli.folder.toString());
    says(
        """
        Remis. Accusé signé par c40e 86b3 1c07 be29 4d60 5fac 31b8 e276 d40b 9135 2fce 08a4 7d12\
         96bf 5e30 c84a, ES256 et ML-DSA-65 : valide. Heure de son appareil : 18 h 12 min 31 s ;\
         écart relevé : 2 s.
        Un accusé de remise n'est pas un envoi recommandé électronique qualifié (art. 44 eIDAS, art.\
         L100 CPCE).
        Trajet : réseau local. Copies : votre poste, l'appareil de votre correspondant.\
        """,
        """
        Delivered. Receipt signed by c40e 86b3 1c07 be29 4d60 5fac 31b8 e276 d40b 9135 2fce 08a4\
         7d12 96bf 5e30 c84a, ES256 and ML-DSA-65: valid. Time of their device: 18:12:31; skew: 2 s.
        A delivery receipt is not a qualified electronic registered delivery (art. 44 eIDAS, art.\
         L100 CPCE).
        Route: local network. Copies: your device, your correspondent's device.\
        """,
        "receipt",
        FakeOffice.LETTER);
  }

  @Test
  void watch() {
    says(
        """
        18 h 12  Pli 7d1f0c52a98e4b36b0e3f4172c6d8a95 remis à « Lambert » (réseau local).
        18 h 12  Nouveau pli 7d1f0c52a98e4b36b0e3f4172c6d8a95.\
        """,
        """
        18:12  Letter 7d1f0c52a98e4b36b0e3f4172c6d8a95 delivered to "Lambert" (local network).
        18:12  New letter 7d1f0c52a98e4b36b0e3f4172c6d8a95.\
        """,
        "watch",
        "--after",
        "0",
        "--count",
        "2");
  }

  @Test
  void withoutANode() {
    says("Arrêté.", "Stopped.", "status");
    says("Arrêté.", "Stopped.", "lock");
    says("Arrêté. Pli ne tournait pas.", "Stopped. Pli was not running.", "stop");
  }

  @Test
  void doctorAndJournal() {
    says(
        """
        en ordre         Horloge, coffre, place sur le disque, écoute.
        attention        Les deux postes ne se voient pas. Essayez le câble.\
        """,
        """
        in order         Clock, vault, disk space, listening.
        warning          Les deux postes ne se voient pas. Essayez le câble.\
        """,
        "doctor",
        "Berger");
    says(
        "3  22 novembre 2026, 18 h 12  coffre ouvert  k-4f\nLa chaîne du journal est intacte.",
        "3  22 November 2026, 18:12  vault unlocked  k-4f\nThe chain of the journal is intact.",
        "journal",
        "--verify");
  }
}
