package dev.pli.core.node;

import dev.pli.core.Event;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliId;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.PliState;
import dev.pli.core.conversation.Text;
import dev.pli.core.delivery.Draft;
import dev.pli.core.delivery.Route;
import dev.pli.core.evidence.Mention;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Notice;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Progress;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.seal.PartEntry;
import dev.pli.crypto.seal.Sealing;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Takes a letter from a person: checks what can be checked before the first byte, seals it, hands
/// it to the rules, and waits as long as the person wants to.
final class SendDesk {
  private static final long LOOK_MILLIS = 200;

  /// As notices say it: nothing has ended yet.
  private static final Set<String> UNDER_WAY =
      Set.of(PliState.QUEUED.json(), PliState.SENDING.json());

  private final Node node;
  private final Clock clock;
  private final RandomGenerator random;
  private final PliViews views;

  SendDesk(Node node, Clock clock, RandomGenerator random, PliViews views) {
    this.node = node;
    this.clock = clock;
    this.random = random;
    this.views = views;
  }

  /// A contact that may be written to now, or why not; and who writes.
  private record Addressee(
      Optional<Contact> contact, boolean isFromLawyer, Optional<Problem> problem) {

    /// What a letter to it says of itself when its sender names nothing.
    Mention mention(Optional<String> named) {
      return switch (named.orElse("")) {
        case "confidential" -> Mention.CONFIDENTIELLE;
        case "official" -> Mention.OFFICIELLE;
        default ->
            isFromLawyer && contact.filter(Contact::colleague).isPresent()
                ? Mention.CONFIDENTIELLE
                : Mention.ORDINAIRE;
      };
    }
  }

  Answer send(Request.Send request, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    Addressee to = addressee(request.contact());
    if (to.problem().isPresent()) {
      return new Answer.Failed(to.problem().get());
    }
    Optional<PliId> replaces = Optional.empty();
    if (request.replaces().isPresent()) {
      switch (Found.of(node.store(), request.replaces().get())) {
        case Found.One(var pli) -> {
          if (pli.isIncoming() || !pli.contact().equals(to.contact().orElseThrow().id())) {
            return Answer.failed(ErrorCode.PLI_NOT_FOUND, request.replaces().get());
          }
          replaces = Optional.of(pli.id());
        }
        case Found.None(var problem) -> {
          return new Answer.Failed(problem);
        }
      }
    }
    List<SourceFile> sources = new ArrayList<>();
    Optional<Problem> unfit = look(request, sources);
    if (unfit.isPresent()) {
      return new Answer.Failed(unfit.get());
    }
    var notes = new Pli.Notes(request.caseReference(), replaces, request.noForward(), false);
    Contact contact = to.contact().orElseThrow();
    return post(
        contact,
        seal(request.text(), sources, to.mention(request.mention()), notes, progress),
        sources.size() == 1 ? sources.getFirst().name() : "",
        request.patience(),
        progress);
  }

  private Addressee addressee(String name) {
    return node.look(rules -> {
      boolean isFromLawyer = rules.book().settings().profile().equals("lawyer");
      Optional<Contact> contact = rules.contact(name);
      if (contact.isEmpty()) {
        Problem unknown = rules.unknown(name);
        Problem problem =
            rules
                .removed(name)
                .filter(_ -> unknown.code() == ErrorCode.CONTACT_NOT_FOUND)
                .map(removed -> Problem.of(ErrorCode.CONTACT_REMOVED, removed.label()))
                .orElse(unknown);
        return new Addressee(contact, isFromLawyer, Optional.of(problem));
      }
      Optional<Problem> refusal =
          rules.refusal(contact.get()).map(code -> Problem.of(code, contact.get().label()));
      return new Addressee(contact, isFromLawyer, refusal);
    });
  }

  /// Sizes and room, before the first byte is read.
  private Optional<Problem> look(Request.Send request, List<SourceFile> sources)
      throws IOException {
    if (request.files().size() > Sealing.MAX_PARTS - 1) {
      return Optional.of(Problem.of(ErrorCode.LIMIT_REACHED));
    }
    if (Bytes.utf8(request.text()).length() > Text.MAX_BYTES) {
      return Optional.of(Problem.of(ErrorCode.TOO_LARGE, Text.NAME));
    }
    long sealed = 0;
    for (String file : request.files()) {
      SourceFile source;
      try {
        source = SourceFile.of(Path.of(file));
      } catch (NoSuchFileException e) {
        return Optional.of(Problem.of(ErrorCode.FILE_NOT_FOUND, file));
      }
      if (source.bytes() > Sealing.MAX_CONTENT_BYTES) {
        return Optional.of(Problem.of(ErrorCode.TOO_LARGE, source.name()));
      }
      sealed += Sealing.sealedBytes(source.bytes());
      sources.add(source);
    }
    if (sealed > Sealing.MAX_PLI_BYTES) {
      return Optional.of(Problem.of(ErrorCode.TOO_LARGE, sources.getFirst().name()));
    }
    long missing = sealed + Blobs.HEADROOM_BYTES - node.store().blobs().freeBytes();
    return sealed > 0 && missing > 0
        ? Optional.of(Problem.of(ErrorCode.NO_SPACE, Long.toString(missing)))
        : Optional.empty();
  }

  private Draft seal(
      String text,
      List<SourceFile> sources,
      Mention mention,
      Pli.Notes notes,
      Consumer<Progress> progress)
      throws IOException {
    try {
      return new ContentSealing(node.store().blobs(), random, progress)
          .seal(text, sources, mention, notes);
    } catch (RejectedException changed) {
      throw new SourceChangedException(changed);
    }
  }

  /// A file changed while it was sealed: nothing was sent, nothing is kept.
  static final class SourceChangedException extends IOException {
    SourceChangedException(RejectedException cause) {
      super(cause.rule().name(), cause);
    }
  }

  /// What another pli holds, sealed anew for somebody else.
  Answer forward(Request.Forward request, Pli original, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    Addressee to = addressee(request.contact());
    if (to.problem().isPresent()) {
      return new Answer.Failed(to.problem().get());
    }
    if (!request.confirmed()) {
      return Answer.failed(ErrorCode.CONFIRMATION_REQUIRED);
    }
    if (original.isErased()) {
      return Answer.failed(ErrorCode.PART_NOT_FOUND);
    }
    Draft draft;
    String name;
    try {
      var reading =
          new ContentReading(node.store().blobs(), original, node.store().blobs(original.key()));
      List<PartEntry> parts = reading.manifest().parts();
      name = parts.size() == 2 ? parts.getLast().name() : ""; // The words come first.
      draft =
          new ContentSealing(node.store().blobs(), random, progress)
              .sealAgain(reading, to.mention(Optional.empty()));
    } catch (RejectedException e) {
      throw new UnsoundException(e);
    }
    return post(to.contact().orElseThrow(), draft, name, request.patience(), progress);
  }

  /// `name` is what a person sees move: the one enclosure, else the letter, which has no name.
  private Answer post(
      Contact contact, Draft draft, String name, Duration patience, Consumer<Progress> progress)
      throws InterruptedException {
    var key = new PliKey(contact.id(), Direction.OUT, draft.id());
    try (Bulletin.Reading notices = node.bulletin().follow()) {
      Answer queued = node.ask(ticket -> new Event.ContentSealed(ticket, contact.id(), draft));
      if (!(queued instanceof Answer.Done)) {
        return queued;
      }
      if (patience.isZero()) {
        return new Answer.Done(new Result.OnePli(views.pli(pli(key))));
      }
      node.tell(new Event.Hurried());
      await(key, patience, notices, new Moving(name, progress, () -> route(key)));
    }
    return answer(pli(key), contact);
  }

  private Pli pli(PliKey key) {
    return node.store().pli(key).orElseThrow();
  }

  private String route(PliKey key) {
    return pli(key).route().map(Route::json).orElse("");
  }

  /// Waits while something moves; `patience` bounds the time in which nothing does.
  private void await(PliKey key, Duration patience, Bulletin.Reading notices, Moving moving)
      throws InterruptedException {
    String id = key.id().text();
    long quietSince = clock.nanos();
    while (clock.nanos() - quietSince < patience.toNanos()) {
      Optional<Notice> notice =
          notices.take(LOOK_MILLIS).filter(told -> told.pli().equals(Optional.of(id)));
      if (notice.isPresent()) {
        quietSince = clock.nanos();
        moving.take(notice.get());
      }
      if (notices.missed() || notice.filter(SendDesk::isPerhapsEnd).isPresent()) {
        Pli now = pli(key);
        if (isEnd(now)) {
          moving.end(now.state());
          return;
        }
      }
    }
  }

  private static boolean isPerhapsEnd(Notice notice) {
    return notice.kind() == Notice.Kind.PLI_STATE
        && notice.state().filter(UNDER_WAY::contains).isEmpty();
  }

  /// How far the bytes of one pli have come, told until all of them are there.
  private static final class Moving {
    private final String name;
    private final Consumer<Progress> progress;
    private final Supplier<String> route;
    private Optional<Notice> last = Optional.empty();

    Moving(String name, Consumer<Progress> progress, Supplier<String> route) {
      this.name = name;
      this.progress = progress;
      this.route = route;
    }

    void take(Notice notice) {
      if (notice.kind() == Notice.Kind.PROGRESS) {
        last = Optional.of(notice);
        tell(notice, notice.bytes().orElse(0L));
      }
    }

    /// The last notice may be older than the last bytes: the other side's word is what counts.
    void end(PliState state) {
      if (state == PliState.DELIVERED || state == PliState.RECEIVED) {
        last.filter(notice -> !notice.bytes().equals(notice.total()))
            .ifPresent(notice -> tell(notice, notice.total().orElse(0L)));
      }
    }

    private void tell(Notice notice, long bytes) {
      progress.accept(
          new Progress(
              Progress.Phase.SENDING, name, bytes, notice.total().orElse(0L), route.get()));
    }
  }

  /// A receipt is waited for where an agreement stands now; it may have come after the pli left.
  private boolean isEnd(Pli pli) {
    return pli.state() == PliState.RECEIVED ? !hasProof(pli.contact()) : pli.state().isFinal();
  }

  private boolean hasProof(ContactId id) {
    return node.look(
        rules -> rules.book().contact(id).filter(known -> known.current().hasProof()).isPresent());
  }

  private Answer answer(Pli pli, Contact contact) {
    var result = new Result.OnePli(views.pli(pli));
    return switch (pli.state()) {
      case RECEIVED, DELIVERED -> new Answer.Done(result);
      case FAILED, CANCELLED -> new Answer.Partial(result, Problem.of(ErrorCode.CHECK_FAILED));
      case QUEUED, SENDING, ARRIVING, ARRIVED ->
          new Answer.Partial(
              result, Problem.of(ErrorCode.NOT_REACHABLE, contact.label(), pli.id().text()));
    };
  }
}
