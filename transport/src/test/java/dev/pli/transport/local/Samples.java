package dev.pli.transport.local;

import dev.pli.core.office.Request;
import dev.pli.core.office.Request.Comparison;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One of each value of the office, full and empty.
final class Samples {
  static final Instant TIME = Instant.parse("2026-11-22T17:12:31.004Z");
  static final String FINGERPRINT =
      "3f8a11c07be294d605fac31b8e276d40b91352fce08a47d1296bf5e30c84a17d";
  static final String ID = "7d1f0c52a98e4b36b0e3f4172c6d8a95";
  static final String DEVICE = "12D3KooWSample";

  static final View.Device DEVICE_VIEW =
      new View.Device(DEVICE, Optional.of("Bureau"), TIME, true, true, Optional.empty());
  static final View.Verification VERIFIED =
      new View.Verification("verified_by_voice", Optional.of("words"), Optional.of(TIME));
  static final View.Contact CONTACT =
      new View.Contact(
          FINGERPRINT,
          Optional.empty(),
          "Dupont « père »",
          "active",
          VERIFIED,
          false,
          true,
          true,
          Optional.of("lan"),
          Optional.of(TIME),
          3,
          Optional.of("FR"),
          true,
          List.of(DEVICE_VIEW));
  static final View.Invitation INVITATION =
      new View.Invitation(
          ID,
          "Dupont",
          Optional.of("pli:AQIDBAUG"),
          Optional.empty(),
          FINGERPRINT,
          List.of("/ip4/192.168.1.20/tcp/41873"),
          TIME,
          TIME.plus(Duration.ofDays(7)),
          true,
          "open");
  static final View.Pli PLI =
      new View.Pli(
          ID,
          "out",
          FINGERPRINT,
          "Dupont",
          "met",
          "open",
          "delivered",
          Optional.of("2026-031"),
          Optional.of("confidential"),
          TIME,
          Optional.of(TIME),
          Optional.empty(),
          Optional.of("lan"),
          31,
          2,
          List.of(new View.Enclosure(1, "acte.pdf", 1L << 40, "application/pdf", FINGERPRINT)),
          true,
          Optional.empty(),
          false,
          false);
  static final View.Receipt RECEIPT =
      new View.Receipt(
          FINGERPRINT,
          "delivered",
          "auto",
          FINGERPRINT,
          TIME,
          TIME,
          -2000,
          FINGERPRINT,
          List.of("ES256", "ML-DSA-65"),
          true);
  static final Result.Status OPEN =
      new Result.Status(
          "open",
          "/home/claire/.local/share/pli",
          "0.1.0",
          Optional.of(4242L),
          Optional.of(TIME),
          List.of("/ip4/127.0.0.1/tcp/1"),
          Optional.of(false),
          Optional.of(
              new Result.OpenStatus(
                  FINGERPRINT, 14, 1, 2, Optional.of(TIME), 0, Optional.empty())));
  static final Result.Status STOPPED =
      new Result.Status(
          "stopped",
          "/v",
          "0.1.0",
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty());
  static final Result.Verified WORDS =
      new Result.Verified(
          FINGERPRINT,
          "Dupont",
          List.of("anneau", "brume", "castor", "dune", "érable", "falaise", "gravier", "hibou"),
          List.of("a", "b", "c", "d", "e", "f", "g", "h"),
          "0123456789".repeat(6),
          "pliv:AQ",
          VERIFIED,
          false);

  /// A question with its answer.
  record Exchange(Request request, Result result) {}

  static final List<Exchange> EXCHANGES =
      List.of(
          new Exchange(
              new Request.Start(
                  List.of("/ip4/0.0.0.0/tcp/0"),
                  Optional.of(true),
                  Optional.of(Duration.ofMinutes(5)),
                  Optional.of(Duration.ofMinutes(720)),
                  Optional.of(
                      new Request.Credentials(
                          Secret.copyOf(Bytes.utf8("été à la mer")), Optional.of("/media/k")))),
              new Result.Started(
                  "open",
                  true,
                  4242,
                  "/run/user/1000/pli/0123456789abcdef.sock",
                  List.of("/ip4/127.0.0.1/tcp/1"),
                  DEVICE,
                  TIME,
                  Optional.empty(),
                  List.of(TIME, TIME))),
          new Exchange(
              new Request.Start(
                  List.of(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()),
              new Result.Started(
                  "open", false, 1, "/s", List.of(), DEVICE, TIME, Optional.of(TIME), List.of())),
          new Exchange(new Request.Stop(), new Result.Stopped("stopped", true)),
          new Exchange(new Request.Lock(), new Result.Locked("locked")),
          new Exchange(new Request.Status(), OPEN),
          new Exchange(new Request.Status(), STOPPED),
          new Exchange(
              new Request.Id(),
              new Result.Id(FINGERPRINT, "/v", "lawyer", TIME, DEVICE, List.of(DEVICE_VIEW))),
          new Exchange(
              new Request.Invite(
                  Optional.of("Dupont"),
                  Duration.ofDays(7),
                  List.of("/ip4/192.168.1.20/tcp/41873"),
                  Optional.of("/tmp/x.pli-invitation"),
                  false,
                  Optional.empty()),
              new Result.Invited(INVITATION)),
          new Exchange(
              new Request.Invite(
                  Optional.empty(),
                  Duration.ofDays(1),
                  List.of(),
                  Optional.empty(),
                  true,
                  Optional.of("Ancien")),
              new Result.Invited(INVITATION)),
          new Exchange(new Request.Invitations(), new Result.Invitations(List.of(INVITATION))),
          new Exchange(new Request.CancelInvitation(ID), new Result.Invited(INVITATION)),
          new Exchange(
              new Request.Accept(
                  "pli:AQ",
                  Optional.of("Me Claire"),
                  Optional.empty(),
                  true,
                  Duration.ofSeconds(30)),
              new Result.OneContact(CONTACT)),
          new Exchange(new Request.Contacts(), new Result.Contacts(List.of(CONTACT, CONTACT))),
          new Exchange(new Request.ShowContact("Dupont"), new Result.OneContact(CONTACT)),
          new Exchange(new Request.RenameContact("Dupont", "D"), new Result.OneContact(CONTACT)),
          new Exchange(
              new Request.SetContact("Dupont", Optional.of("FR"), Optional.of(false)),
              new Result.OneContact(CONTACT)),
          new Exchange(
              new Request.AcknowledgeDevice("Dupont", DEVICE), new Result.OneContact(CONTACT)),
          new Exchange(new Request.RemoveContact("Dupont", true), new Result.OneContact(CONTACT)),
          new Exchange(new Request.Verify("Dupont", new Comparison.Show()), WORDS),
          new Exchange(new Request.Verify("Dupont", new Comparison.Heard("a b")), WORDS),
          new Exchange(new Request.Verify("Dupont", new Comparison.Same(true)), WORDS),
          new Exchange(new Request.Verify("Dupont", new Comparison.Same(false)), WORDS),
          new Exchange(new Request.Verify("Dupont", new Comparison.Different()), WORDS),
          new Exchange(new Request.Verify("Dupont", new Comparison.Met("pliv:AQ")), WORDS),
          new Exchange(new Request.Verify("Dupont", new Comparison.Reset()), WORDS),
          new Exchange(
              new Request.Send(
                  "Dupont",
                  "Maître, voici.\n",
                  List.of("/a/acte.pdf"),
                  Optional.of("2026-031"),
                  Optional.of("official"),
                  Optional.of(ID),
                  true,
                  Duration.ZERO),
              new Result.OnePli(PLI)),
          new Exchange(
              new Request.Forward(ID, "Dupont", true, Duration.ofSeconds(30)),
              new Result.OnePli(PLI)),
          new Exchange(new Request.CancelPli(ID), new Result.OnePli(PLI)),
          new Exchange(
              new Request.Inbox(
                  true, true, Optional.of("Dupont"), Optional.of("c"), Optional.of(ID), 50),
              new Result.Plis(List.of(PLI), Optional.of(ID))),
          new Exchange(
              new Request.Read(ID, true, Optional.of("c")),
              new Result.Opened(PLI, Optional.of("Bonjour,\n\u001b[31m« é »"))),
          new Exchange(
              new Request.Save(ID, "/home/d", List.of(1, 2), true),
              new Result.Saved(
                  ID, List.of(new View.SavedFile(1, "/home/d/acte.pdf", 5, FINGERPRINT)))),
          new Exchange(
              new Request.Receipt(ID, Optional.of("/tmp/r.json")),
              new Result.Receipts(
                  ID,
                  "delivered",
                  List.of(RECEIPT),
                  new View.Route(Optional.of("lan"), List.of("this_device", "peer_device")),
                  Optional.of("/tmp/r.json"))),
          new Exchange(
              new Request.CarryExport("Dupont", "/media/d.pli-carry"),
              new Result.CarriedOut(FINGERPRINT, "/media/d.pli-carry", 70_000, FINGERPRINT, 2, 1)),
          new Exchange(
              new Request.CarryImport("/media/d.pli-carry"),
              new Result.CarriedIn(Optional.of(FINGERPRINT), "/media/d.pli-carry", 2, 1, 3)),
          new Exchange(
              new Request.Doctor(Optional.of("Dupont")),
              new Result.Checks(
                  "warning",
                  List.of(
                      new View.Check(
                          "peer",
                          "warning",
                          View.Sentence.of("unknown_key", "x"),
                          Optional.of(View.Sentence.of(View.Sentence.SAID, "Essayez.")))))),
          new Exchange(
              new Request.Journal(2, 100, true),
              new Result.Journal(
                  List.of(
                      new View.JournalEntry(
                          3, TIME, "vault_opened", Optional.empty(), "", FINGERPRINT)),
                  Optional.of(1L),
                  Optional.of(3L),
                  Optional.of("intact"))));

  private Samples() {}
}
