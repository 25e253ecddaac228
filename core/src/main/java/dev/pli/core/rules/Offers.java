package dev.pli.core.rules;

import static dev.pli.crypto.RejectedException.require;

import dev.pli.core.contact.Contact;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliId;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.PliState;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.delivery.Route;
import dev.pli.core.evidence.Content;
import dev.pli.core.evidence.OpenOffer;
import dev.pli.core.frame.Frame;
import dev.pli.core.frame.FrameRule;
import dev.pli.core.frame.OfferedBlob;
import dev.pli.core.identity.Fingerprint;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.seal.Commitment;
import dev.pli.crypto.seal.ContentKey;
import dev.pli.crypto.seal.SealRule;
import dev.pli.crypto.seal.Sealing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An offer of open mode, judged before anything of it is kept: its parties, its sizes, and that
/// its commitments name the key and the blobs beside it.
final class Offers {
  /// A sender's clock may be wrong by as much and still be shown.
  private static final Duration MAX_AHEAD = Duration.ofDays(1);

  /// The largest pli: as many full parts as its limit holds.
  private static final long MAX_SEALED_BYTES =
      Sealing.MAX_PLI_BYTES
          / Sealing.MAX_CONTENT_BYTES
          * Sealing.sealedBytes(Sealing.MAX_CONTENT_BYTES);

  private Offers() {}

  /// An offer that holds together. `inline` is every sealed blob, manifest first, when all of them
  /// came with it; else empty.
  record Checked(OpenOffer offer, ContentKey key, List<Bytes> inline) {
    boolean isWhole() {
      return !inline.isEmpty();
    }
  }

  static Checked check(Contact contact, Fingerprint own, Frame.Offer frame)
      throws RejectedException {
    OpenOffer offer = OpenOffer.parse(frame.payload());
    offer.requireBetween(contact.current().fingerprint(), own);
    Secret secret = frame.key().orElseThrow(() -> new RejectedException(FrameRule.S002_PROTOBUF));
    ContentKey key = ContentKey.of(offer.pli().value(), secret);
    Content content = offer.content();
    require(frame.blobs().size() == content.parts() + 1, SealRule.S508_MANIFEST);
    long sum = 0;
    long largest = 0;
    for (OfferedBlob blob : frame.blobs()) {
      Sealing.paddedBytes(blob.sealedBytes());
      sum = Math.addExact(sum, blob.sealedBytes());
      largest = Math.max(largest, blob.sealedBytes());
    }
    require(sum <= MAX_SEALED_BYTES, SealRule.S509_SIZE);
    require(sum == content.sealedBytes(), SealRule.S510_COMMITMENT);
    require(key.commitment().equals(content.keyCommitment()), SealRule.S510_COMMITMENT);
    List<Bytes> named = frame.blobs().stream().map(OfferedBlob::ct).toList();
    require(Commitment.ct(named).equals(content.ct()), SealRule.S510_COMMITMENT);
    return new Checked(offer, key, inline(frame.blobs()));
  }

  private static List<Bytes> inline(List<OfferedBlob> blobs) throws RejectedException {
    var all = new ArrayList<Bytes>();
    int bytes = 0;
    for (OfferedBlob blob : blobs) {
      if (blob.isInline()) {
        bytes += blob.inline().length();
        require(bytes <= Posting.MAX_INLINE_BYTES, SealRule.S508_MANIFEST);
        require(blob.inline().length() == blob.sealedBytes(), SealRule.S504_SEGMENT);
        Bytes digest = Hash.sha256(blob.inline());
        require(
            Commitment.ofBlob(blob.sealedBytes(), digest).equals(blob.ct()),
            SealRule.S510_COMMITMENT);
        all.add(blob.inline());
      }
    }
    return all.size() == blobs.size() ? all : List.of();
  }

  /// The id that a refused offer names, if it can be read at all.
  static Optional<PliId> pid(Bytes payload) {
    try {
      return Optional.of(OpenOffer.parse(payload).pli());
    } catch (RejectedException unreadable) {
      return Optional.empty(); // There is nothing to answer to.
    }
  }

  /// The pli that an offer announces, arriving.
  static Pli pli(
      PliKey key, Checked checked, Frame.Offer frame, Contact contact, Route route, Instant now) {
    List<Pli.Blob> blobs =
        frame.blobs().stream().map(blob -> new Pli.Blob(blob.sealedBytes(), blob.ct())).toList();
    return new Pli(
        key,
        PliState.ARRIVING,
        shownTime(checked.offer().time(), now),
        now,
        Optional.empty(),
        Optional.of(route),
        new Pli.Content(frame.payload(), checked.key().secret(), blobs),
        contact.verification(),
        0,
        new Pli.Notes(
            Optional.empty(), frame.wishes().replaces(), frame.wishes().noForward(), false));
  }

  /// S707: a sender's time too far ahead of here is not shown; the arrival is.
  private static Instant shownTime(Instant sent, Instant now) {
    return sent.isAfter(now.plus(MAX_AHEAD)) ? now : sent;
  }

  /// Its blobs: those that came with the offer, and those still elsewhere.
  static List<StoredBlob> blobs(Pli pli, Frame.Offer frame) {
    var stored = new ArrayList<StoredBlob>();
    for (int i = 0; i < frame.blobs().size(); i++) {
      OfferedBlob blob = frame.blobs().get(i);
      Pli.Blob named = pli.content().blobs().get(i);
      stored.add(
          blob.isInline()
              ? new StoredBlob(
                  pli.key(),
                  i,
                  named,
                  new StoredBlob.Place.Row(blob.inline()),
                  Hash.sha256(blob.inline()),
                  1)
              : new StoredBlob(
                  pli.key(), i, named, new StoredBlob.Place.Elsewhere(), Bytes.EMPTY, 0));
    }
    return stored;
  }
}
