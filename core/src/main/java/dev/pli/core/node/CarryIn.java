package dev.pli.core.node;

import dev.pli.core.Event;
import dev.pli.core.carry.CarryOpener;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.contact.Counterpart;
import dev.pli.core.contact.PeerDevice;
import dev.pli.core.identity.DeviceId;
import dev.pli.core.identity.Fingerprint;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Progress;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.crypto.RejectedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Takes what a carried file holds, all of it or nothing: who wrote it, whether it is whole, its
/// blobs into the vault, and only then its frames to the rules. docs/spec/carry.md §6.
///
/// A process that dies meanwhile leaves files without a row, which the next start puts aside, and
/// frames that were taken already; the same file taken again brings the rest.
final class CarryIn {
  private final Node node;
  private final Clock clock;

  CarryIn(Node node, Clock clock) {
    this.node = node;
    this.clock = clock;
  }

  /// The contact behind a file, as the rules know it now.
  private record Writer(Contact contact, DeviceId own) {
    List<DeviceId> devices(Fingerprint identity) {
      Counterpart counterpart = contact.counterpart();
      return counterpart.fingerprint().equals(identity)
          ? counterpart.pinned().stream()
              .filter(device -> device.revoked().isEmpty())
              .map(PeerDevice::id)
              .toList()
          : List.of();
    }
  }

  Answer take(Request.CarryImport request, Consumer<Progress> progress) throws IOException {
    Path file = Path.of(request.file());
    Optional<String> from = Optional.empty();
    try (CarryInput input = CarryInput.open(file)) {
      List<CarryOpener.Candidate> candidates = node.look(rules -> rules.carrying().candidates());
      CarryOpener opener = input.records(candidates).opener();
      ContactId id = opener.candidate().keys().contact();
      Fingerprint identity = opener.candidate().parties().from();
      from = Optional.of(identity.text());
      Writer writer =
          node.look(rules ->
              new Writer(rules.book().contact(id).orElseThrow(), rules.book().self().deviceId()));
      if (writer.contact().keyChanged()) {
        return new Answer.Failed(Problem.of(ErrorCode.KEY_CHANGED, writer.contact().label()));
      }
      opener.head().requireBetween(writer.devices(identity), writer.own());
      var staging =
          new CarryStaging(
              node,
              clock,
              input,
              List.of(opener.candidate()),
              writer.contact(),
              at -> progress.accept(progress(file, at, input.size())));
      return taken(staging, opener, file);
    } catch (RejectedException e) {
      return new Answer.Partial(
          new Result.CarriedIn(from, file.toString(), 0, 0, 0),
          Problem.of(ErrorCode.CARRY_INVALID, e.rule().name()));
    }
  }

  private static Progress progress(Path file, long done, long total) {
    return new Progress(
        Progress.Phase.CARRYING, String.valueOf(file.getFileName()), done, total, "");
  }

  private Answer taken(CarryStaging staging, CarryOpener opener, Path file)
      throws IOException, RejectedException {
    ContactId contact = opener.candidate().keys().contact();
    Result.CarriedIn sum;
    try (staging) {
      staging.check();
      staging.stage();
      Answer answer = staging.deliver(opener.head().key().device(), opener.head().relNumber());
      if (!(answer instanceof Answer.Done(Result.CarriedIn counted))) {
        return answer;
      }
      sum = counted;
    }
    node.tell(new Event.CarryTaken(contact, opener.head().key(), opener.key().made()));
    node.look(_ -> true); // Saved, and receipts signed, before the answer leaves.
    return new Answer.Done(
        new Result.CarriedIn(
            Optional.of(opener.candidate().parties().from().text()),
            file.toString(),
            sum.plis(),
            sum.receipts(),
            sum.repeated()));
  }
}
