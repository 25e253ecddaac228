package dev.pli.core.rules;

import dev.pli.core.Archive;
import dev.pli.core.Change;
import dev.pli.core.Effect;
import dev.pli.core.Event;
import dev.pli.core.Settings;
import dev.pli.core.Step;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.address.PeerRecord;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliState;
import dev.pli.core.frame.Ack;
import dev.pli.core.frame.BlobGet;
import dev.pli.core.frame.BlobNo;
import dev.pli.core.frame.Ping;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Request;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.session.RecordType;
import dev.pli.crypto.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// All the rules of one vault: an event and the time in, a step out. Node thread only.
///
/// The book is durable and moves by changes alone. Links and sessions die with the process, on
/// purpose: docs/spec/session.md §11. Same events, instants and random numbers: same steps.
public final class Messenger {
  /// From the first message to FINISH or CONFIRM. docs/spec/session.md §16.
  static final Duration HANDSHAKE_PATIENCE = Duration.ofSeconds(5);

  /// Expired invitations and ended epochs are looked for this often, whatever else happens.
  private static final Duration LONGEST_REST = Duration.ofMinutes(10);

  private final Book book;
  private final Steps steps;
  private final Links links;
  private final Scribe scribe;
  private final Handshaking handshaking;
  private final Standing standing;
  private final Rekeying rekeying;
  private final Posting posting;
  private final Receiving receiving;
  private final Transfers transfers;
  private final Proving proving;
  private final Agreeing agreeing;
  private final Pairing pairing;
  private final Dialling dialling;
  private final ContactDesk contacts;
  private final PliDesk plis;
  private final Views views;
  private final Carrying carrying;
  private final Importing importing;

  private List<Multiaddr> addresses = List.of();
  private Effect.@Nullable Admit admitted;
  private Effect.LookOut lookOut = new Effect.LookOut(false);
  private @Nullable Instant alarm;

  /// The last batch was settled; the next event begins a new one.
  private boolean drained;

  public Messenger(Book book, Archive archive, RandomGenerator random) {
    this.book = book;
    this.steps = new Steps(book);
    this.links = new Links(steps);
    this.scribe = new Scribe(book, steps);
    this.views = new Views(book, links);
    var lanes = new Lanes(book, steps, random);
    var memory = new LinkMemory(book, steps, scribe);
    this.pairing = new Pairing(book, links, steps, scribe, lanes, random);
    this.posting = new Posting(book, archive, links, steps, lanes, scribe);
    this.agreeing = new Agreeing(book, steps, posting, scribe, random);
    this.proving = new Proving(book, archive, steps, posting, scribe, random);
    this.carrying = new Carrying(book, steps, posting, scribe, random);
    this.receiving =
        new Receiving(
            book, archive, links, steps, posting, agreeing, proving, pairing, scribe, carrying);
    this.importing = new Importing(book, archive, receiving, proving, carrying);
    this.transfers = new Transfers(book, links, steps, posting, receiving, random);
    this.dialling = new Dialling(book, links, steps, pairing, random);
    this.standing =
        new Standing(
            book, links, steps, pairing, memory, lanes, posting, agreeing, proving, carrying,
            dialling, scribe);
    this.handshaking =
        new Handshaking(
            book, links, steps, pairing, memory, standing, new Doorkeeper(links), random);
    this.rekeying = new Rekeying(book, links, random);
    this.contacts = new ContactDesk(book, links, steps, views, scribe, posting, random);
    this.plis = new PliDesk(book, archive, steps, views, posting, scribe);
  }

  /// What the book and the links look like.
  public Views views() {
    return views;
  }

  public Book book() {
    return book;
  }

  /// A stable name for something of this vault that tells a stranger nothing.
  public Bytes pseudonym(Bytes of) {
    return Bytes.ascii(scribe.pseudonym(of));
  }

  /// A contact as a person named it.
  public Optional<Contact> contact(String name) {
    return contacts.named(name).contact();
  }

  /// A contact of that name that was removed.
  public Optional<Contact> removed(String name) {
    return contacts.removed(name);
  }

  /// The desk's answer to a name that means nobody, or several.
  public Problem unknown(String name) {
    return contacts.named(name).problem().orElseThrow();
  }

  /// Why nothing may be sent to this contact now; empty when it may.
  public Optional<ErrorCode> refusal(Contact contact) {
    return posting.refusal(contact);
  }

  /// What may be carried by hand, and by whom it was.
  public Carrying carrying() {
    return carrying;
  }

  /// The first step after the book was read: what the last process left half done goes on.
  public Step start(Instant now) {
    for (Pli pli : List.copyOf(book.plis())) {
      switch (pli.state()) {
        case SENDING -> steps.save(new Change.PliSaved(pli.with(PliState.QUEUED)));
        case QUEUED, ARRIVING, ARRIVED, RECEIVED, DELIVERED, CANCELLED, FAILED -> {}
      }
    }
    transfers.checkComplete();
    settle(now);
    return steps.take();
  }

  /// Decides what follows from `event` at `now`.
  public Step handle(Event event, Instant now) {
    if (drained) {
      book.turn(); // The batch before this one is on disk.
      proving.turn();
      drained = false;
    }
    switch (event) {
      case Event.Asked(var ticket, var request) ->
          steps.then(new Effect.Reply(ticket, answer(request, now)));
      case Event.ContentSealed(var ticket, var to, var draft) ->
          steps.then(new Effect.Reply(ticket, plis.send(to, draft, now)));
      case Event.CancelAsked(var ticket, var pli) ->
          steps.then(new Effect.Reply(ticket, plis.cancel(pli, now)));
      case Event.PliNoted(var pli, var isRead, var caseReference) ->
          plis.note(pli, isRead, caseReference);
      case Event.Acted(var kind, var about, var detail) -> journal(kind, about, detail, now);
      case Event.SettingsChosen(var settings) -> choose(settings, now);
      case Event.LinkOpened opened -> opened(opened, now);
      case Event.FrameReceived(var id, var frame) ->
          links.find(id).ifPresent(link -> take(link, frame, now));
      case Event.LinkClosed(var id, _) -> links.remove(id).ifPresent(link -> lost(link, now));
      case Event.DialFailed _ -> {} // The pause was set when it was dialled.
      case Event.PeerFound(var peer, var found) -> dialling.found(peer, found, now);
      case Event.RecordReceived(var record) -> dialling.recorded(record, now);
      case Event.AddressesChanged(var own) -> {
        addresses = own;
        announce(now);
        dialling.hurry(now);
      }
      case Event.Hurried _ -> dialling.hurry(now);
      case Event.Sought(var contact) -> dialling.seek(contact, now);
      case Event.PliSaved(var key) ->
          book.pli(key)
              .filter(pli -> pli.state() == PliState.ARRIVED)
              .ifPresent(pli -> proving.sign(pli, now));
      case Event.CarryPrepared(var contact) -> carrying.prepare(contact, now);
      case Event.CarriedOut out -> carrying.left(out, now);
      case Event.CarriedIn in ->
          steps.then(new Effect.Reply(in.ticket(), new Answer.Done(importing.take(in, now))));
      case Event.CarryTaken taken -> carrying.taken(taken, now);
      case Event.PullReady ready -> transfers.ready(ready);
      case Event.TransferAdvanced advanced -> transfers.advanced(advanced);
      case Event.TransferEnded ended -> transfers.ended(ended, now);
      case Event.PushEnded(var id, var bytes) ->
          links.find(id).ifPresent(link -> link.blobBytes += bytes);
      case Event.ContentChecked checked -> {
        transfers.checked(checked.pli());
        receiving.checked(checked, now);
      }
      case Event.AlarmRang _ -> {
        alarm = null;
        proving.signWaiting(now);
      }
      case Event.InboxDrained _ -> settle(now);
    }
    return steps.take();
  }

  private Answer answer(Request request, Instant now) {
    return switch (request) {
      case Request.Invite invite -> contacts.invite(invite, addresses, now);
      case Request.CancelInvitation cancel -> contacts.cancel(cancel, now);
      case Request.Accept accept -> contacts.accept(accept, now);
      case Request.RenameContact rename -> contacts.rename(rename);
      case Request.SetContact set -> contacts.set(set);
      case Request.AcknowledgeDevice device -> contacts.acknowledge(device, now);
      case Request.RemoveContact remove -> contacts.remove(remove, now);
      case Request.Verify verify -> contacts.verify(verify, now);
      case Request.Start _,
          Request.Stop _,
          Request.Lock _,
          Request.Status _,
          Request.Id _,
          Request.Invitations _,
          Request.Contacts _,
          Request.ShowContact _,
          Request.Send _,
          Request.Forward _,
          Request.CancelPli _,
          Request.Inbox _,
          Request.Read _,
          Request.Save _,
          Request.Receipt _,
          Request.CarryExport _,
          Request.CarryImport _,
          Request.Doctor _,
          Request.Journal _ ->
          throw new IllegalArgumentException("not for the rules: " + request.getClass());
    };
  }

  private void journal(String kind, Optional<ContactId> about, String detail, Instant now) {
    if (about.isPresent()) {
      scribe.journal(now, kind, about.get(), detail);
    } else {
      scribe.journal(now, kind, detail);
    }
  }

  private void choose(Settings settings, Instant now) {
    if (!settings.equals(book.settings())) {
      steps.save(new Change.SettingsSaved(settings));
      scribe.journal(now, "settings_changed", "");
    }
  }

  /// The numbers are on disk before a record with one of them leaves: a later record never has a
  /// lower one.
  private void announce(Instant now) {
    if (!addresses.isEmpty()) {
      long seq = PeerRecord.next(book.recordSeq(), now);
      steps.save(new Change.RecordNumbered(seq + PeerRecord.EDITIONS - 1));
      steps.then(new Effect.Announce(seq, addresses));
    }
  }

  private void opened(Event.LinkOpened opened, Instant now) {
    var link =
        new Link(
            opened.link(),
            opened.peer(),
            opened.role(),
            opened.handshakeHash(),
            opened.route(),
            opened.address(),
            now);
    links.add(link);
    if (link.role == Role.INITIATOR) {
      try {
        handshaking.initiate(link, now);
      } catch (RejectedException e) {
        close(link, now);
      }
    }
  }

  /// A frame of a live link. Whatever it breaks, the link is aborted, and a stranger's closed
  /// without a byte.
  private void take(Link link, Bytes frame, Instant now) {
    Link.Stage before = link.stage;
    try {
      switch (link.stage) {
        case Link.Silent _ -> handshaking.hear(link, frame, now);
        case Link.AwaitingReply stage -> handshaking.prove(link, stage, frame, now);
        case Link.AwaitingFinish stage -> standing.finish(link, stage, frame, now);
        case Link.AwaitingProof stage -> handshaking.accept(link, stage, frame, now);
        case Link.AwaitingConfirm stage -> standing.confirm(link, stage, frame, now);
        case Link.Running stage -> record(link, stage, frame, now);
        case Link.Closed _ -> {}
      }
    } catch (RejectedException e) {
      pairing.rejected(link, before, e.rule(), now);
      boolean isStranger = before instanceof Link.Silent && pairing.isStranger(link, e.rule());
      if (isStranger) {
        close(link, now);
      } else {
        abort(link, now);
      }
    }
  }

  private void record(Link link, Link.Running stage, Bytes frame, Instant now)
      throws RejectedException {
    Session.Opened opened = stage.session().open(frame);
    link.stage = new Link.Running(opened.next(), stage.device());
    Rekeying.requireInTime(link, opened.type(), now);
    Bytes body = opened.body();
    switch (opened.type()) {
      case FINISH -> rekeying.finish(link, body, now);
      case CONFIRM -> rekeying.confirm(link, body, now);
      case ACK -> posting.acknowledge(link, Ack.parse(body), now);
      case EPOCH -> {} // The session has moved its receiving side.
      case REKEY -> rekeying.take(link, body, now);
      case CLOSE -> close(link, now);
      case PING -> ping(link, Ping.parse(body));
      case ENVELOPE -> receiving.take(link, body, now);
      case BLOB_GET -> transfers.push(link, BlobGet.parse(body), now);
      case BLOB_NO -> transfers.refused(link, BlobNo.parse(body), now);
      case EXTENSION -> {} // Of a later version.
    }
  }

  private void ping(Link link, Ping ping) {
    if (ping.kind() == Ping.Kind.ASK) {
      links.send(link, RecordType.PING, ping.echo().encode());
    }
  }

  private void close(Link link, Instant now) {
    lost(link, now);
    links.close(link);
  }

  private void abort(Link link, Instant now) {
    lost(link, now);
    links.abort(link);
  }

  /// What a link carried waits again.
  private void lost(Link link, Instant now) {
    transfers.lost(link);
    if (link.contact == null) {
      return;
    }
    if (link.stage instanceof Link.AwaitingFinish) {
      pairing.unanswered(link.contact);
    }
    if (link.running().isPresent() && links.othersRunning(link).isEmpty()) {
      posting.lost(link.contact, now);
      book.contact(link.contact).ifPresent(contact -> scribe.presence(contact, "unreachable", now));
    }
    link.stage = new Link.Closed();
  }

  /// Nothing waits: acks, new keys, dials, the gate and the alarm, in one commit with the rest.
  private void settle(Instant now) {
    drained = true;
    contacts.expire(now);
    proving.erase(now);
    transfers.wake(now);
    links.all().forEach(link -> settle(link, now));
    dialling.look(now);
    lookOut();
    admit();
    setAlarm(now);
  }

  private void settle(Link link, Instant now) {
    receiving.acknowledge(link);
    try {
      rekeying.begin(link, link.device().map(d -> !book.waiting(d).isEmpty()).orElse(false), now);
      posting.send(link, now);
      transfers.pull(link, now);
    } catch (RejectedException e) {
      abort(link, now);
    }
    if (isOverdue(link, now)) {
      overdue(link, now);
    }
  }

  /// S314. Who has said nothing hears nothing.
  private void overdue(Link link, Instant now) {
    if (link.stage instanceof Link.Silent) {
      close(link, now);
    } else {
      abort(link, now);
    }
  }

  private static boolean isOverdue(Link link, Instant now) {
    return switch (link.stage) {
      case Link.Silent _,
          Link.AwaitingReply _,
          Link.AwaitingFinish _,
          Link.AwaitingProof _,
          Link.AwaitingConfirm _ ->
          !link.opened.plus(HANDSHAKE_PATIENCE).isAfter(now);
      case Link.Running _ ->
          link.rekey != null && !link.rekey.since().plus(Rekeying.PATIENCE).isAfter(now);
      case Link.Closed _ -> false;
    };
  }

  private void lookOut() {
    var next = new Effect.LookOut(book.contacts().stream().anyMatch(this::isAwaited));
    if (!next.equals(lookOut)) {
      lookOut = next;
      steps.then(next);
    }
  }

  /// A pli waits for a contact that is not reached.
  private boolean isAwaited(Contact contact) {
    return pairing.mayLink(contact)
        && links.running(contact.id()).isEmpty()
        && book.plis().stream()
            .anyMatch(pli -> pli.contact().equals(contact.id()) && pli.state() == PliState.QUEUED);
  }

  private void admit() {
    Set<PeerId> peers = new HashSet<>();
    for (Contact contact : book.contacts()) {
      if (pairing.mayLink(contact)) {
        contact.current().live().ifPresent(device -> peers.add(device.peer()));
        contact.current().held().ifPresent(held -> peers.add(Pairing.host(held)));
      }
    }
    boolean guests = book.invitations().stream().anyMatch(issued -> issued.secret().isPresent());
    var next = new Effect.Admit(peers, guests);
    if (!next.equals(admitted)) {
      admitted = next;
      steps.then(next);
    }
  }

  /// The next moment at which something is due by itself.
  private void setAlarm(Instant now) {
    Instant next = now.plus(LONGEST_REST);
    for (Link link : links.all()) {
      next = earlier(next, deadline(link));
    }
    next = earlier(next, dialling.next(now).orElse(Instant.MAX));
    next = earlier(next, transfers.next(now).orElse(Instant.MAX));
    if (alarm == null || next.isBefore(alarm)) {
      alarm = next;
      steps.then(new Effect.SetAlarm(next));
    }
  }

  private static Instant deadline(Link link) {
    if (link.running().isEmpty()) {
      return link.opened.plus(HANDSHAKE_PATIENCE);
    }
    return link.rekey == null ? Instant.MAX : link.rekey.since().plus(Rekeying.PATIENCE);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
