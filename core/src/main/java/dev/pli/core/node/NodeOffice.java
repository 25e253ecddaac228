package dev.pli.core.node;

import dev.pli.core.Archive;
import dev.pli.core.Event;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.disk.PrivateFiles;
import dev.pli.core.journal.Entry;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Notice;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Progress;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.seal.Manifest;
import dev.pli.crypto.seal.PartEntry;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Answers what people ask of an open node: reads from the archive, brings what changes something
/// to the rules, and waits where a person waits. Thread-safe.
final class NodeOffice {
  private static final long LOOK_MILLIS = 200;

  /// How long the agreement may take once the pairing stands.
  private static final Duration AGREEMENT_PATIENCE = Duration.ofSeconds(5);

  private final Node node;
  private final String vault;
  private final Clock clock;
  private final RandomGenerator random;
  private final PliViews views;
  private final SendDesk sending;
  private final VerifyDesk verifying;
  private final ReceiptDesk receipts;
  private final CarryOut carryingOut;
  private final CarryIn carryingIn;
  private final Doctor doctor;

  NodeOffice(Node node, String vault, Clock clock, RandomGenerator random) {
    this.node = node;
    this.vault = vault;
    this.clock = clock;
    this.random = random;
    this.views = new PliViews(node);
    this.sending = new SendDesk(node, clock, random, views);
    this.verifying = new VerifyDesk(node);
    this.receipts = new ReceiptDesk(node);
    this.carryingOut = new CarryOut(node, clock, random);
    this.carryingIn = new CarryIn(node, clock);
    this.doctor = new Doctor(node, clock);
  }

  Answer ask(Request request, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    return switch (request) {
      case Request.Id _ -> new Answer.Done(node.look(rules -> rules.views().id(vault)));
      case Request.Invite invite -> invite(invite);
      case Request.Invitations _ ->
          new Answer.Done(new Result.Invitations(node.look(rules -> rules.views().invitations())));
      case Request.Accept accept -> accept(accept);
      case Request.Contacts _ ->
          new Answer.Done(new Result.Contacts(node.look(rules -> rules.views().contacts())));
      case Request.ShowContact(var name) -> show(name);
      case Request.CancelInvitation _,
          Request.RenameContact _,
          Request.SetContact _,
          Request.AcknowledgeDevice _,
          Request.RemoveContact _ ->
          node.ask(ticket -> new Event.Asked(ticket, request));
      case Request.Verify verify -> verifying.verify(verify);
      case Request.Send send -> sending.send(send, progress);
      case Request.Forward forward ->
          withPli(forward.pli(), pli -> sending.forward(forward, pli, progress));
      case Request.CancelPli(var id) ->
          withPli(id, pli -> node.ask(ticket -> new Event.CancelAsked(ticket, pli.key())));
      case Request.Inbox inbox -> inbox(inbox);
      case Request.Read read -> withPli(read.pli(), pli -> read(read, pli));
      case Request.Save save -> withPli(save.pli(), pli -> save(save, pli, progress));
      case Request.Receipt receipt -> withPli(receipt.pli(), pli -> receipts.show(receipt, pli));
      case Request.CarryExport export -> carryingOut.export(export, progress);
      case Request.CarryImport carried -> carryingIn.take(carried, progress);
      case Request.Doctor examine -> doctor.examine(examine);
      case Request.Journal journal -> journal(journal);
      case Request.Start _, Request.Stop _, Request.Lock _, Request.Status _ ->
          throw new IllegalArgumentException("the keeper's to answer");
    };
  }

  @FunctionalInterface
  private interface OfPli {
    Answer answer(Pli pli) throws IOException, InterruptedException;
  }

  private Answer withPli(String id, OfPli act) throws IOException, InterruptedException {
    return switch (Found.of(node.store(), id)) {
      case Found.One(var pli) -> act.answer(pli);
      case Found.None(var problem) -> new Answer.Failed(problem);
    };
  }

  private Answer show(String name) {
    return node.look(rules ->
        rules
            .contact(name)
            .<Answer>map(
                contact -> new Answer.Done(new Result.OneContact(rules.views().contact(contact))))
            .orElseGet(() -> new Answer.Failed(rules.unknown(name))));
  }

  private Answer invite(Request.Invite request) throws IOException {
    for (String address : request.addresses()) {
      try {
        Multiaddr.parse(address).dialled();
      } catch (RejectedException e) {
        return Answer.failed(ErrorCode.USAGE, address);
      }
    }
    if (request.out().isPresent() && Files.exists(Path.of(request.out().get()))) {
      return Answer.failed(ErrorCode.FILE_EXISTS, request.out().get());
    }
    if (request.out().isPresent() && !isInFolder(Path.of(request.out().get()))) {
      return Answer.failed(ErrorCode.FILE_NOT_FOUND, request.out().get());
    }
    Answer answer = node.ask(ticket -> new Event.Asked(ticket, request));
    if (answer instanceof Answer.Done(Result.Invited(var invitation))
        && request.out().isPresent()) {
      writeNew(Path.of(request.out().get()), invitation.link().orElseThrow() + "\n");
      return new Answer.Done(new Result.Invited(invitation.in(request.out().get())));
    }
    return answer;
  }

  /// Looked at first: an invitation that could not be written would stay open, its link lost.
  private static boolean isInFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder != null && Files.isDirectory(folder);
  }

  /// A file that its owner alone can read: an invitation holds a secret, receipts name two people.
  static void writeNew(Path file, String content) throws IOException {
    PrivateFiles.writeForGood(file, Bytes.utf8(content));
  }

  private Answer accept(Request.Accept request) throws InterruptedException {
    try (Bulletin.Reading notices = node.bulletin().follow()) {
      Answer kept = node.ask(ticket -> new Event.Asked(ticket, request));
      if (!(kept instanceof Answer.Done(Result.OneContact(var contact)))) {
        return kept;
      }
      node.tell(new Event.Hurried());
      return await(contact, request, notices);
    }
  }

  /// Waits for the pairing, and then a little for the agreement.
  private Answer await(View.Contact contact, Request.Accept request, Bulletin.Reading notices)
      throws InterruptedException {
    long begun = clock.nanos();
    long patience = request.patience().toNanos();
    String name = contact.pendingFingerprint().orElse(contact.fingerprint());
    boolean isPaired = false;
    while (clock.nanos() - begun < patience) {
      Optional<String> told =
          notices
              .take(LOOK_MILLIS)
              .filter(notice -> notice.peer().equals(Optional.of(contact.fingerprint())))
              .flatMap(Notice::state);
      if (told.equals(Optional.of("fingerprint_mismatch"))) {
        return new Answer.Partial(
            new Result.OneContact(contact),
            Problem.of(ErrorCode.FINGERPRINT_MISMATCH, contact.label()));
      }
      View.Contact now = contact(name).orElse(contact);
      if (!isPaired && isPaired(now)) {
        isPaired = true;
        begun = clock.nanos();
        patience = AGREEMENT_PATIENCE.toNanos();
      }
      boolean isAgreed = now.proof() || !request.proof() || isSettled(told);
      if (isPaired && (now.keyChanged() || isAgreed && hasCarryKey(name))) {
        return new Answer.Done(new Result.OneContact(now));
      }
    }
    View.Contact last = contact(name).orElse(contact);
    return isPaired || request.patience().isZero()
        ? new Answer.Done(new Result.OneContact(last))
        : new Answer.Partial(
            new Result.OneContact(last), Problem.of(ErrorCode.NOT_REACHABLE, last.label()));
  }

  /// It comes with the first link, and perhaps no other link ever comes.
  private boolean hasCarryKey(String name) {
    return node.look(rules -> rules.contact(name).filter(rules.carrying()::hasKey).isPresent());
  }

  private static boolean isSettled(Optional<String> told) {
    return told.equals(Optional.of("declined"));
  }

  private boolean isPaired(View.Contact contact) {
    String name = contact.pendingFingerprint().orElse(contact.fingerprint());
    return node.look(
        rules -> rules.contact(name).filter(known -> known.current().confirmed()).isPresent());
  }

  private Optional<View.Contact> contact(String fingerprint) {
    return node.look(
        rules -> rules.contact(fingerprint).map(found -> rules.views().contact(found)));
  }

  private Answer inbox(Request.Inbox request) throws IOException {
    Optional<ContactId> from = Optional.empty();
    if (request.from().isPresent()) {
      String name = request.from().get();
      from = node.look(rules -> rules.contact(name).map(Contact::id));
      if (from.isEmpty()) {
        return new Answer.Failed(node.look(rules -> rules.unknown(name)));
      }
    }
    Optional<PliKey> after = Optional.empty();
    if (request.after().isPresent()) {
      switch (Found.of(node.store(), request.after().get())) {
        case Found.One(var pli) -> after = Optional.of(pli.key());
        case Found.None(var problem) -> {
          return new Answer.Failed(problem);
        }
      }
    }
    var filter =
        new Archive.Filter(
            request.sent() ? Direction.OUT : Direction.IN,
            request.unread(),
            from,
            request.caseReference());
    List<Pli> found = page(filter, after, request.limit() + 1);
    boolean isMore = found.size() > request.limit();
    List<Pli> plis = isMore ? found.subList(0, request.limit()) : found;
    Optional<String> next = isMore ? Optional.of(plis.getLast().id().text()) : Optional.empty();
    return new Answer.Done(new Result.Plis(views.plis(plis), next));
  }

  /// Several short reads make one long page.
  private List<Pli> page(Archive.Filter filter, Optional<PliKey> after, int limit) {
    var all = new ArrayList<Pli>();
    Optional<PliKey> last = after;
    while (all.size() < limit) {
      int rows = Math.min(Archive.MAX_ROWS, limit - all.size());
      List<Pli> more = node.store().page(filter, last, rows);
      all.addAll(more);
      if (more.size() < rows) {
        break;
      }
      last = Optional.of(more.getLast().key());
    }
    return all;
  }

  private Answer read(Request.Read request, Pli pli) throws IOException {
    Optional<String> text;
    try {
      text = text(pli);
    } catch (UnsoundException e) {
      var envelope = new Result.Opened(views.pli(pli), Optional.empty());
      return new Answer.Partial(envelope, Problem.of(ErrorCode.VAULT_DAMAGED));
    }
    boolean isRead = pli.isIncoming() && !request.keepUnread();
    if (isRead || request.caseReference().isPresent()) {
      node.tell(new Event.PliNoted(pli.key(), isRead, request.caseReference()));
      node.look(_ -> true); // The note is saved before the answer leaves.
    }
    Pli now = node.store().pli(pli.key()).orElse(pli);
    return new Answer.Done(new Result.Opened(views.pli(now), text));
  }

  private Optional<String> text(Pli pli) throws IOException {
    if (pli.isErased()) {
      return Optional.empty();
    }
    try {
      ContentReading reading = reading(pli);
      return Optional.of(reading.text(reading.manifest()));
    } catch (RejectedException e) {
      throw new UnsoundException(e);
    }
  }

  private ContentReading reading(Pli pli) throws RejectedException {
    return new ContentReading(node.store().blobs(), pli, node.store().blobs(pli.key()));
  }

  private Answer save(Request.Save request, Pli pli, Consumer<Progress> progress)
      throws IOException {
    Path directory = Path.of(request.directory());
    if (!Files.isDirectory(directory) && Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return Answer.failed(ErrorCode.FILE_EXISTS, request.directory());
    }
    if (pli.isErased()) {
      return Answer.failed(ErrorCode.PART_NOT_FOUND);
    }
    var saved = new ArrayList<View.SavedFile>();
    try {
      ContentReading reading = reading(pli);
      Manifest manifest = reading.manifest();
      List<Integer> parts = parts(request, manifest);
      var saving = new Saving(directory, manifest.parts(), request.force(), random, progress);
      Optional<Problem> unfit = unfit(request, manifest, parts, saving);
      if (unfit.isPresent()) {
        return new Answer.Failed(unfit.get());
      }
      Files.createDirectories(directory);
      for (int part : parts) {
        PartEntry entry = manifest.parts().get(part);
        saved.add(saving.save(part, entry, sink -> reading.read(entry, part, sink)));
      }
      node.tell(new Event.Acted("saved", Optional.of(pli.contact()), pli.id().text()));
      return new Answer.Done(new Result.Saved(pli.id().text(), saved));
    } catch (FileAlreadyExistsException e) { // It came while we wrote.
      return Answer.failed(ErrorCode.FILE_EXISTS, String.valueOf(e.getFile()));
    } catch (RejectedException | UnsoundException e) {
      return new Answer.Partial(
          new Result.Saved(pli.id().text(), saved), Problem.of(ErrorCode.VAULT_DAMAGED));
    }
  }

  private static List<Integer> parts(Request.Save request, Manifest manifest) {
    if (!request.parts().isEmpty()) {
      return request.parts().stream().distinct().toList();
    }
    var all = new ArrayList<Integer>();
    for (int part = 1; part < manifest.parts().size(); part++) {
      all.add(part);
    }
    return all;
  }

  private static Optional<Problem> unfit(
      Request.Save request, Manifest manifest, List<Integer> parts, Saving saving) {
    for (int part : parts) {
      if (part < 0 || part >= manifest.parts().size()) {
        return Optional.of(Problem.of(ErrorCode.PART_NOT_FOUND, Integer.toString(part)));
      }
      String name = manifest.parts().get(part).name();
      if (!request.force() && FileNames.isRefused(name)) {
        return Optional.of(Problem.of(ErrorCode.FILE_TYPE_REFUSED, name));
      }
      if (saving.isTaken(part)) {
        return Optional.of(Problem.of(ErrorCode.FILE_EXISTS, saving.place(part).toString()));
      }
    }
    return Optional.empty();
  }

  private Answer journal(Request.Journal request) {
    List<Entry> entries = new ArrayList<>();
    long last = request.after();
    while (entries.size() < request.limit()) {
      int rows = Math.min(Archive.MAX_ROWS, request.limit() - entries.size());
      List<Entry> more = node.store().journal(last, rows);
      entries.addAll(more);
      if (more.size() < rows) {
        break;
      }
      last = more.getLast().number();
    }
    Optional<String> chain =
        request.verify() ? Optional.of(isIntact() ? "intact" : "broken") : Optional.empty();
    var result =
        new Result.Journal(
            entries.stream().map(NodeOffice::entry).toList(),
            entries.isEmpty() ? Optional.empty() : Optional.of(entries.getFirst().number()),
            entries.isEmpty() ? Optional.empty() : Optional.of(entries.getLast().number()),
            chain);
    return chain.equals(Optional.of("broken"))
        ? new Answer.Partial(result, Problem.of(ErrorCode.JOURNAL_BROKEN))
        : new Answer.Done(result);
  }

  private boolean isIntact() {
    Optional<Entry> before = Optional.empty();
    long last = 0;
    while (true) {
      List<Entry> entries = node.store().journal(last, Archive.MAX_ROWS);
      for (Entry entry : entries) {
        boolean follows =
            before.map(b -> entry.previous().equals(b.hash())).orElse(true)
                && before.map(b -> entry.number() == b.number() + 1).orElse(true);
        if (!follows || !entry.isIntact()) {
          return false;
        }
        before = Optional.of(entry);
      }
      if (entries.size() < Archive.MAX_ROWS) {
        return before.map(Entry::hash).equals(lastHash(before));
      }
      last = entries.getLast().number();
    }
  }

  /// The chain ends where the book says it does.
  private Optional<Bytes> lastHash(Optional<Entry> last) {
    return last.isEmpty()
        ? Optional.empty()
        : Optional.of(node.look(rules -> rules.book().lastHash()));
  }

  private static View.JournalEntry entry(Entry entry) {
    return new View.JournalEntry(
        entry.number(),
        entry.at(),
        entry.kind(),
        entry.subject(),
        entry.detail(),
        entry.hash().hex());
  }
}
