package dev.pli.core.node;

import dev.pli.core.Event;
import dev.pli.core.contact.CheckWords;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.Verification.Compared;
import dev.pli.core.contact.VerificationCode;
import dev.pli.core.identity.Fingerprint;
import dev.pli.core.identity.Language;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Request;
import dev.pli.core.office.Request.Comparison;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import dev.pli.crypto.primitive.Argon2;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Shows what two people compare, and compares what one of them typed. The slow hash behind the
/// words runs on the asker's thread, once a contact.
final class VerifyDesk {
  private final Node node;
  private final Map<Pair, CheckWords> words = new ConcurrentHashMap<>();

  private record Pair(Fingerprint own, Fingerprint peer, Language language, String name) {}

  VerifyDesk(Node node) {
    this.node = node;
  }

  Answer verify(Request.Verify request) {
    Optional<Pair> found =
        node.look(rules -> rules.contact(request.contact()).map(contact -> pair(rules, contact)));
    if (found.isEmpty()) {
      return new Answer.Failed(node.look(rules -> rules.unknown(request.contact())));
    }
    Pair pair = found.get();
    CheckWords check = words.computeIfAbsent(pair, VerifyDesk::derived);
    return switch (request.comparison()) {
      case Comparison.Show _ -> new Answer.Done(result(pair, check));
      case Comparison.Heard(var text) -> heard(pair, check, text);
      case Comparison.Different different ->
          differs(pair, check, different, ErrorCode.WORDS_DIFFER);
      case Comparison.Met met -> met(pair, check, met);
      case Comparison.Same same -> record(pair, check, same);
      case Comparison.Reset reset -> record(pair, check, reset);
    };
  }

  private static CheckWords derived(Pair both) {
    CheckWords check = CheckWords.of(both.own(), both.peer());
    Argon2.giveBack();
    return check;
  }

  private static Pair pair(dev.pli.core.rules.Messenger rules, Contact contact) {
    return new Pair(
        rules.book().self().fingerprint(),
        contact.current().fingerprint(),
        Language.of(rules.book().settings().language()).orElse(Language.FRENCH),
        contact.current().fingerprint().text());
  }

  private Answer heard(Pair pair, CheckWords check, String text) {
    Optional<Compared> same = check.compare(text, pair.language());
    return same.isPresent()
        ? record(pair, check, new Comparison.Same(same.get() == Compared.WORDS))
        : differs(pair, check, new Comparison.Different(), ErrorCode.WORDS_DIFFER);
  }

  private Answer met(Pair pair, CheckWords check, Comparison.Met met) {
    record(pair, check, met);
    Result.Verified after = result(pair, check);
    return after.verification().state().equals("met")
        ? new Answer.Done(after)
        : new Answer.Partial(after, Problem.of(ErrorCode.FINGERPRINT_MISMATCH, after.label()));
  }

  private Answer differs(
      Pair pair, CheckWords check, Comparison.Different different, ErrorCode code) {
    record(pair, check, different);
    Result.Verified after = result(pair, check);
    return new Answer.Partial(after, Problem.of(code, after.label()));
  }

  private Answer record(Pair pair, CheckWords check, Comparison comparison) {
    Answer answer =
        node.ask(ticket -> new Event.Asked(ticket, new Request.Verify(pair.name(), comparison)));
    return answer instanceof Answer.Done ? new Answer.Done(result(pair, check)) : answer;
  }

  private Result.Verified result(Pair pair, CheckWords check) {
    View.Contact contact =
        node.look(rules -> rules.views().contact(rules.contact(pair.name()).orElseThrow()));
    return new Result.Verified(
        pair.peer().text(),
        contact.label(),
        check.words(Language.FRENCH),
        check.words(Language.ENGLISH),
        check.digits(),
        new VerificationCode(pair.own(), pair.peer()).text(),
        contact.verification(),
        contact.keyChanged());
  }
}
