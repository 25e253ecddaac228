package dev.pli.cli;

import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Notice;
import dev.pli.core.office.Office;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Progress;
import dev.pli.core.office.Request;
import dev.pli.core.office.Request.Comparison;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/// A vault in memory, with three correspondents: Dupont answers, Berger is away, and the key of
/// Lambert has changed. It is opened with [#PASSPHRASE].
final class FakeOffice implements Office {
  static final String PASSPHRASE = "marbre ciseau lagune tambour orage velours prairie jeton";
  static final Instant NOW = Instant.parse("2026-11-22T17:12:31.004Z");
  static final String FINGERPRINT =
      "3f8a11c07be294d605fac31b8e276d40b91352fce08a47d1296bf5e30c84a17d";
  static final String PEER = "c40e86b31c07be294d605fac31b8e276d40b91352fce08a47d1296bf5e30c84a";
  static final String INVITATION = "5a0d93c17e4b48f2a6b1d8e03f9c7264";
  static final String LETTER = "7d1f0c52a98e4b36b0e3f4172c6d8a95";
  static final String SHA = "9b44".repeat(16);
  static final String DEVICE = "12D3KooWBureau";
  static final List<String> LISTEN = List.of("/ip4/192.168.1.20/tcp/41873");

  final List<Request> asked = new CopyOnWriteArrayList<>();
  final CountDownLatch closing = new CountDownLatch(1);

  /// Somebody follows.
  final CountDownLatch followed = new CountDownLatch(1);

  private final String vault;
  private String state = "locked";
  private boolean proof = true;
  private View.Verification verification =
      new View.Verification("not_verified", Optional.empty(), Optional.of(NOW));

  FakeOffice(String vault) {
    this.vault = vault;
  }

  synchronized void become(String state) {
    this.state = state;
  }

  synchronized void declineProof() {
    proof = false;
  }

  /// The key files that came with what opened it.
  synchronized List<String> keyFiles() {
    return asked.stream()
        .filter(Request.Start.class::isInstance)
        .map(Request.Start.class::cast)
        .flatMap(start -> start.credentials().stream())
        .flatMap(credentials -> credentials.keyFile().stream())
        .toList();
  }

  @Override
  public synchronized Answer ask(Request request, Consumer<Progress> progress) {
    asked.add(request);
    boolean always =
        request instanceof Request.Start
            || request instanceof Request.Stop
            || request instanceof Request.Lock
            || request instanceof Request.Status;
    if (!state.equals("open") && !always) {
      return Answer.failed(ErrorCode.PASSPHRASE_REQUIRED);
    }
    return switch (request) {
      case Request.Start start -> start(start);
      case Request.Stop _ -> new Answer.Done(new Result.Stopped("stopped", true));
      case Request.Lock _ -> {
        state = "locked";
        yield new Answer.Done(new Result.Locked(state));
      }
      case Request.Status _ -> new Answer.Done(status());
      case Request.Id _ ->
          new Answer.Done(
              new Result.Id(FINGERPRINT, vault, "lawyer", NOW, DEVICE, List.of(device())));
      case Request.Invite invite -> invite(invite);
      case Request.Invitations _ ->
          new Answer.Done(
              new Result.Invitations(List.of(invitation("Dupont", Optional.empty(), true))));
      case Request.CancelInvitation(String id) ->
          INVITATION.startsWith(id)
              ? new Answer.Done(new Result.Invited(invitation("Dupont", Optional.empty(), true)))
              : Answer.failed(ErrorCode.INVITATION_NOT_FOUND, id);
      case Request.Accept accept -> accept(accept);
      case Request.Contacts _ ->
          new Answer.Done(
              new Result.Contacts(
                  List.of(contact("Dupont"), contact("Berger"), contact("Lambert"))));
      case Request.ShowContact(String name) -> one(name);
      case Request.RenameContact(String name, String label) ->
          label.equals("Berger")
              ? Answer.failed(ErrorCode.LABEL_TAKEN, label)
              : isKnown(name) ? one(label) : one(name);
      case Request.SetContact set -> one(set.contact());
      case Request.AcknowledgeDevice(String name, String device) ->
          device.equals(DEVICE) ? one(name) : Answer.failed(ErrorCode.DEVICE_NOT_FOUND, device);
      case Request.RemoveContact(String name, boolean confirmed) ->
          confirmed ? one(name) : Answer.failed(ErrorCode.CONFIRMATION_REQUIRED);
      case Request.Verify(String name, Comparison comparison) -> verify(name, comparison);
      case Request.Send send -> send(send, progress);
      case Request.Forward forward -> pli("Dupont", "delivered");
      case Request.CancelPli(String id) ->
          LETTER.startsWith(id) ? pli("Berger", "cancelled") : noPli(id);
      case Request.Inbox inbox -> inbox(inbox);
      case Request.Read(String id, _, _) ->
          LETTER.startsWith(id)
              ? new Answer.Done(
                  new Result.Opened(
                      letter("Dupont", "received", "in"),
                      Optional.of("Maître, voici le projet d'acte.\n\u001b]0;x\u0007")))
              : noPli(id);
      case Request.Save save -> save(save);
      case Request.Receipt(String id, Optional<String> out) ->
          LETTER.startsWith(id) ? receipt(out) : noPli(id);
      case Request.CarryExport(String name, String out) -> carried(name, out);
      case Request.CarryImport(String file) -> taken(file);
      case Request.Doctor(Optional<String> name) -> doctor(name);
      case Request.Journal journal -> journal(journal);
    };
  }

  private Answer carried(String name, String out) {
    if (!isKnown(name)) {
      return Answer.failed(ErrorCode.CONTACT_NOT_FOUND, name);
    }
    return switch (name) {
      case "Lambert" -> Answer.failed(ErrorCode.KEY_CHANGED, name);
      case "Berger" -> Answer.failed(ErrorCode.CONTACT_PENDING, name, "");
      default ->
          Files.exists(Path.of(out))
              ? Answer.failed(ErrorCode.FILE_EXISTS, out)
              : new Answer.Done(new Result.CarriedOut(PEER, out, 70_000, SHA, 2, 1));
    };
  }

  private static Answer taken(String file) {
    if (!Files.exists(Path.of(file))) {
      return Answer.failed(ErrorCode.FILE_NOT_FOUND, file);
    }
    return file.endsWith(".pli-carry")
        ? new Answer.Done(new Result.CarriedIn(Optional.of(PEER), file, 2, 1, 3))
        : new Answer.Partial(
            new Result.CarriedIn(Optional.empty(), file, 0, 0, 0),
            Problem.of(ErrorCode.CARRY_INVALID, "C101_MAGIC"));
  }

  private Answer start(Request.Start start) {
    if (start.credentials().isPresent()) {
      var given = start.credentials().get().passphrase().reveal().utf8();
      if (!given.equals(PASSPHRASE)) {
        return Answer.failed(ErrorCode.WRONG_PASSPHRASE);
      }
      state = "open";
    }
    if (!state.equals("open")) {
      return Answer.failed(ErrorCode.PASSPHRASE_REQUIRED);
    }
    if (start.listen().contains("/ip4/10.0.0.1/tcp/1")) {
      return Answer.failed(ErrorCode.ADDRESS_IN_USE, "/ip4/10.0.0.1/tcp/1");
    }
    return new Answer.Done(
        new Result.Started(
            state,
            false,
            ProcessHandle.current().pid(),
            "",
            LISTEN,
            DEVICE,
            NOW,
            Optional.empty(),
            List.of()));
  }

  private Result status() {
    boolean open = state.equals("open");
    return new Result.Status(
        state,
        vault,
        "0.1.0",
        Optional.of(ProcessHandle.current().pid()),
        Optional.of(NOW),
        LISTEN,
        Optional.of(false),
        open
            ? Optional.of(
                new Result.OpenStatus(
                    FINGERPRINT,
                    14,
                    1,
                    2,
                    Optional.of(NOW),
                    0,
                    Optional.of(NOW.minus(Duration.ofDays(3)))))
            : Optional.empty());
  }

  private static View.Device device() {
    return new View.Device(DEVICE, Optional.of("Bureau"), NOW, true, true, Optional.empty());
  }

  private static View.Invitation invitation(String label, Optional<String> out, boolean listed) {
    return new View.Invitation(
        INVITATION,
        label,
        listed ? Optional.empty() : Optional.of("pli:AQIDBAUG"),
        out,
        FINGERPRINT,
        LISTEN,
        NOW,
        NOW.plus(Duration.ofDays(7)),
        true,
        "open");
  }

  private Answer invite(Request.Invite invite) {
    String label = invite.label().or(invite::replaces).orElseThrow();
    return invite.label().isPresent() && isKnown(label)
        ? Answer.failed(ErrorCode.LABEL_TAKEN, label)
        : new Answer.Done(new Result.Invited(invitation(label, invite.out(), false)));
  }

  private Answer accept(Request.Accept accept) {
    String label = accept.label().or(accept::replaces).orElseThrow();
    return switch (accept.link()) {
      case "pli:AQIDBAUG" -> new Answer.Done(new Result.OneContact(contact(label)));
      case "pli:away" ->
          new Answer.Partial(
              new Result.OneContact(contact(label, "pending")),
              Problem.of(ErrorCode.NOT_REACHABLE, label));
      case "pli:old" -> Answer.failed(ErrorCode.INVITATION_EXPIRED);
      default -> Answer.failed(ErrorCode.FINGERPRINT_MISMATCH);
    };
  }

  private static boolean isKnown(String name) {
    return List.of("Dupont", "Berger", "Lambert").contains(name);
  }

  private View.Contact contact(String label) {
    return contact(label, "active");
  }

  private View.Contact contact(String label, String contactState) {
    boolean away = label.equals("Berger");
    boolean changed = label.equals("Lambert");
    return new View.Contact(
        PEER,
        changed ? Optional.of(SHA) : Optional.empty(),
        label,
        contactState,
        verification,
        changed,
        proof,
        !away,
        away ? Optional.empty() : Optional.of("lan"),
        Optional.of(NOW),
        away ? 1 : 0,
        Optional.of("FR"),
        false,
        List.of(device()));
  }

  private Answer one(String name) {
    if (name.equals("c40e86b3")) {
      return Answer.failed(ErrorCode.AMBIGUOUS, name);
    }
    return isKnown(name) || name.startsWith("Dupont")
        ? new Answer.Done(new Result.OneContact(contact(name)))
        : Answer.failed(ErrorCode.CONTACT_NOT_FOUND, name);
  }

  private Answer verify(String name, Comparison comparison) {
    if (!isKnown(name)) {
      return Answer.failed(ErrorCode.CONTACT_NOT_FOUND, name);
    }
    boolean differs =
        comparison instanceof Comparison.Different
            || comparison instanceof Comparison.Heard(String text) && !text.startsWith("anneau");
    switch (comparison) {
      case Comparison.Show _, Comparison.Different _ -> {}
      case Comparison.Heard _, Comparison.Same _ -> {
        if (!differs) {
          verification =
              new View.Verification("verified_by_voice", Optional.of("words"), Optional.of(NOW));
        }
      }
      case Comparison.Met _ ->
          verification = new View.Verification("met", Optional.of("qr"), Optional.of(NOW));
      case Comparison.Reset _ ->
          verification = new View.Verification("not_verified", Optional.empty(), Optional.of(NOW));
    }
    var words = List.of("anneau brume castor dune érable falaise gravier hibou".split(" "));
    var result =
        new Result.Verified(
            PEER,
            name,
            words,
            List.of("a b c d e f g h".split(" ")),
            "401728831509264577306194822057735011628490037455260881367294",
            "pliv:AQIDBA",
            verification,
            false);
    return differs
        ? new Answer.Partial(result, Problem.of(ErrorCode.WORDS_DIFFER))
        : new Answer.Done(result);
  }

  private View.Pli letter(String label, String pliState, String direction) {
    return new View.Pli(
        LETTER,
        direction,
        PEER,
        label,
        "verified_by_voice",
        "open",
        pliState,
        Optional.of("2026-031"),
        Optional.empty(),
        NOW,
        pliState.equals("queued") ? Optional.empty() : Optional.of(NOW),
        Optional.empty(),
        Optional.of("lan"),
        31,
        2,
        List.of(new View.Enclosure(1, "acte.pdf", 1_073_741_824L, "application/pdf", SHA)),
        pliState.equals("delivered"),
        Optional.empty(),
        false,
        direction.equals("in"));
  }

  private Answer pli(String label, String pliState) {
    return new Answer.Done(new Result.OnePli(letter(label, pliState, "out")));
  }

  private static Answer noPli(String id) {
    return Answer.failed(ErrorCode.PLI_NOT_FOUND, id);
  }

  private Answer send(Request.Send send, Consumer<Progress> progress) {
    String name = send.contact();
    if (!isKnown(name)) {
      return Answer.failed(ErrorCode.CONTACT_NOT_FOUND, name);
    }
    if (name.equals("Lambert")) {
      return Answer.failed(ErrorCode.KEY_CHANGED, name);
    }
    if (name.equals("Berger") && send.patience().isZero()) {
      return pli(name, "queued");
    }
    if (name.equals("Berger")) {
      return new Answer.Partial(
          new Result.OnePli(letter(name, "queued", "out")),
          Problem.of(ErrorCode.NOT_REACHABLE, name));
    }
    if (!send.files().isEmpty()) {
      for (int i = 0; i <= 100; i++) {
        progress.accept(
            new Progress(
                Progress.Phase.SENDING, "acte.pdf", i * 10_737_418L, 1_073_741_824L, "lan"));
      }
    }
    return pli(name, proof ? "delivered" : "received");
  }

  private Answer inbox(Request.Inbox inbox) {
    if (inbox.from().isPresent() && !isKnown(inbox.from().get())) {
      return Answer.failed(ErrorCode.CONTACT_NOT_FOUND, inbox.from().get());
    }
    var pli =
        inbox.sent() ? letter("Berger", "queued", "out") : letter("Me Claire", "received", "in");
    return new Answer.Done(new Result.Plis(List.of(pli), Optional.empty()));
  }

  private static Answer save(Request.Save save) {
    if (!LETTER.startsWith(save.pli())) {
      return noPli(save.pli());
    }
    if (save.parts().contains(9)) {
      return Answer.failed(ErrorCode.PART_NOT_FOUND, "9");
    }
    if (save.directory().endsWith("full") && !save.force()) {
      return Answer.failed(ErrorCode.FILE_EXISTS, save.directory() + "/acte.pdf");
    }
    return new Answer.Done(
        new Result.Saved(
            LETTER,
            List.of(new View.SavedFile(1, save.directory() + "/acte.pdf", 1_073_741_824L, SHA))));
  }

  private Answer receipt(Optional<String> out) {
    var receipt =
        new View.Receipt(
            SHA,
            "delivered",
            "auto",
            PEER,
            NOW,
            NOW,
            -2_100,
            SHA,
            List.of("ES256", "ML-DSA-65"),
            true);
    return new Answer.Done(
        new Result.Receipts(
            LETTER,
            "delivered",
            List.of(receipt),
            new View.Route(Optional.of("lan"), List.of("this_device", "peer_device")),
            out));
  }

  private static Answer doctor(Optional<String> name) {
    var fine =
        List.of("runtime", "vault", "disk_space", "clock", "node", "listen").stream()
            .map(id -> new View.Check(id, "ok", View.Sentence.of("said", ""), Optional.empty()))
            .toList();
    if (name.isEmpty()) {
      return new Answer.Done(new Result.Checks("ok", fine));
    }
    if (!isKnown(name.get())) {
      return Answer.failed(ErrorCode.CONTACT_NOT_FOUND, name.get());
    }
    var checks = new ArrayList<>(fine);
    boolean failed = name.get().equals("Lambert");
    checks.add(
        new View.Check(
            "peer",
            failed ? "failed" : "warning",
            View.Sentence.of("said", "Les deux postes ne se voient pas."),
            Optional.of(View.Sentence.of("said", "Essayez le câble."))));
    return failed
        ? new Answer.Partial(
            new Result.Checks("failed", checks), Problem.of(ErrorCode.CHECK_FAILED))
        : new Answer.Done(new Result.Checks("warning", checks));
  }

  private static Answer journal(Request.Journal journal) {
    var entry = new View.JournalEntry(3, NOW, "unlocked", Optional.of("k-4f"), "", SHA);
    var result =
        new Result.Journal(
            List.of(entry),
            Optional.of(1L),
            Optional.of(3L),
            journal.verify() ? Optional.of("intact") : Optional.empty());
    return new Answer.Done(result);
  }

  @Override
  public void follow(long cursor, NoticeListener listener) {
    followed.countDown();
    long at = Math.max(cursor, 0);
    boolean more = true;
    while (more && at < 3) {
      at++;
      boolean first = at == 1;
      more =
          listener.take(
              new Notice(
                  at,
                  NOW,
                  first ? Notice.Kind.PLI_STATE : Notice.Kind.PLI_RECEIVED,
                  Optional.of(LETTER),
                  Optional.of(PEER),
                  first ? Optional.of("delivered") : Optional.empty(),
                  Optional.empty(),
                  Optional.empty()));
    }
    if (more) {
      awaitClosing();
      if (!Thread.currentThread().isInterrupted()) {
        listener.take(
            new Notice(
                at,
                NOW,
                Notice.Kind.NODE_STATE,
                Optional.empty(),
                Optional.empty(),
                Optional.of(state),
                Optional.empty(),
                Optional.empty()));
      }
    }
  }

  private void awaitClosing() {
    try {
      closing.await();
    } catch (InterruptedException _) { // The follower has enough.
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void close() {
    state = "locked";
    closing.countDown();
  }
}
