package dev.pli.core.node;

import dev.pli.core.Change;
import dev.pli.core.contact.Contact;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliState;
import dev.pli.core.delivery.Route;
import dev.pli.core.evidence.DeliveryReceipt;
import dev.pli.core.evidence.Epoch;
import dev.pli.core.evidence.OpenOffer;
import dev.pli.core.identity.Card;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.statement.StatementVerifier;
import dev.pli.crypto.statement.UnverifiedStatement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Shows the receipts of a pli, each verified again from its signed bytes, and the way the pli
/// took.
final class ReceiptDesk {
  private static final List<String> ALGORITHMS = List.of("ES256", "ML-DSA-65");

  private final Node node;

  ReceiptDesk(Node node) {
    this.node = node;
  }

  /// Who may have signed: cards and epochs, as the vault holds them.
  private record Signers(Card own, Optional<Card> peer, List<Epoch> epochs) {}

  Answer show(Request.Receipt request, Pli pli) throws IOException {
    List<Change.Kept> kept =
        node.store().statements(pli.key()).stream()
            .filter(statement -> statement.kind() != Change.Kept.Kind.PEER_EPOCH)
            .toList();
    Signers signers = signers(pli);
    List<View.Receipt> receipts =
        kept.stream().flatMap(statement -> receipt(statement, pli, signers).stream()).toList();
    boolean isReadable = receipts.size() == kept.size();
    Optional<String> file = isReadable ? write(request, kept) : Optional.empty();
    var result =
        new Result.Receipts(pli.id().text(), pli.state().json(), receipts, route(pli), file);
    return isReadable && receipts.stream().allMatch(View.Receipt::valid)
        ? new Answer.Done(result)
        : new Answer.Partial(result, Problem.of(ErrorCode.EVIDENCE_INVALID));
  }

  private Signers signers(Pli pli) {
    List<Change.Kept> peers = node.store().epochs(pli.contact());
    return node.look(rules -> {
      var epochs = new ArrayList<Epoch>();
      rules.book().epochs().values().forEach(own -> epochs.add(own.epoch()));
      Optional<Card> peer = rules.book().contact(pli.contact()).flatMap(c -> cardOf(c));
      peer.ifPresent(card -> peers.forEach(statement -> add(epochs, statement, card)));
      return new Signers(rules.book().self().identity().card(), peer, epochs);
    });
  }

  private static Optional<Card> cardOf(Contact contact) {
    return contact.current().card().or(() -> contact.counterpart().card());
  }

  private static void add(List<Epoch> epochs, Change.Kept statement, Card card) {
    try {
      epochs.add(Epoch.verify(statement.jws(), card));
    } catch (RejectedException foreign) {
      // An epoch of an identity that this contact no longer has.
    }
  }

  /// Empty when its bytes are no receipt any more.
  private static Optional<View.Receipt> receipt(Change.Kept kept, Pli pli, Signers signers) {
    try {
      DeliveryReceipt receipt = DeliveryReceipt.kept(kept.jws());
      return Optional.of(
          new View.Receipt(
              receipt.sid().text(),
              "delivered",
              "auto",
              receipt.signer().text(),
              receipt.time(),
              kept.seen(),
              receipt.time().toEpochMilli() - kept.seen().toEpochMilli(),
              receipt.content().root().hex(),
              ALGORITHMS,
              isValid(kept, pli, signers)));
    } catch (RejectedException e) {
      return Optional.empty();
    }
  }

  private static boolean isValid(Change.Kept kept, Pli pli, Signers signers) {
    Optional<Card> card =
        kept.kind() == Change.Kept.Kind.OWN_RECEIPT ? Optional.of(signers.own()) : signers.peer();
    try {
      UnverifiedStatement statement = StatementVerifier.read(kept.jws());
      var named = DeliveryReceipt.epochOf(statement);
      Optional<Epoch> epoch =
          signers.epochs().stream().filter(known -> known.sid().equals(named)).findAny();
      if (card.isEmpty() || epoch.isEmpty()) {
        return false;
      }
      DeliveryReceipt.verify(statement, card.get(), epoch.get(), kept.seen())
          .requireFor(OpenOffer.parse(pli.content().offer()));
      return true;
    } catch (RejectedException e) {
      return false;
    }
  }

  private static View.Route route(Pli pli) {
    boolean isThere =
        pli.isIncoming() || pli.state() == PliState.RECEIVED || pli.state() == PliState.DELIVERED;
    var places = new ArrayList<>(List.of("this_device"));
    if (isThere) {
      places.add("peer_device");
    }
    if (pli.route().equals(Optional.of(Route.CARRIED))) {
      places.add("medium"); // Until it is wiped, which nobody tells us.
    }
    return new View.Route(pli.route().map(route -> route.json()), places);
  }

  private static Optional<String> write(Request.Receipt request, List<Change.Kept> kept)
      throws IOException {
    if (request.out().isEmpty()) {
      return Optional.empty();
    }
    String array =
        kept.stream()
            .map(Change.Kept::jws)
            .map(Bytes::utf8)
            .collect(Collectors.joining(",", "[", "]"));
    Path file = Path.of(request.out().get());
    NodeOffice.writeNew(file, array);
    return Optional.of(file.toString());
  }
}
