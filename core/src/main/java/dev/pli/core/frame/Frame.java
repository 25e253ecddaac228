package dev.pli.core.frame;

import dev.pli.core.conversation.PliId;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.util.List;
import java.util.Optional;

/// One thing that one device says to the other, kept until it is acknowledged.
///
/// Objects with a format of their own (statements, lists, texts) are carried as their bytes and
/// judged by their own parsers, so that a refused one still counts as received. docs/spec/frames.md
/// §2.
public sealed interface Frame {

  /// A pli: what it promises, its key in open mode, and its sealed blobs, the manifest first.
  record Offer(Bytes payload, Optional<Secret> key, List<OfferedBlob> blobs, Wishes wishes)
      implements Frame {
    public Offer {
      blobs = List.copyOf(blobs);
    }
  }

  /// What a sender says about a pli and asks of its reader; unsigned, and binding nobody.
  record Wishes(Optional<PliId> replaces, boolean noForward) {
    public static final Wishes NONE = new Wishes(Optional.empty(), false);
  }

  /// All blobs of a pli are durable here. Not a proof.
  record Stored(PliId pli) implements Frame {}

  /// A signed statement; `key` is the pli's, beside a `release` and nowhere else.
  record StatementFrame(Bytes statement, Optional<Secret> key) implements Frame {}

  /// A signed key epoch, sent before the first statement that uses it.
  record EpochCert(Bytes statement) implements Frame {}

  /// The text of the proof agreement, as its hash names it.
  record AgreementText(Bytes text) implements Frame {}

  /// The payload of an agreement, not signed yet.
  record AgreementPropose(Bytes payload) implements Frame {}

  /// The agreement signed by the side that sends this.
  record AgreementSigned(Bytes statement) implements Frame {}

  /// No to the proposed payload with this sid, 32 bytes.
  record AgreementDeclined(Bytes sid) implements Frame {}

  /// A receipt is not acceptable. `sid` has 32 bytes.
  record ReceiptNok(Bytes sid, int code) implements Frame {
    /// Its time is later than its arrival by more than is tolerated: check that device's clock.
    public static final int CLOCK = 1;
  }

  /// An offer was dropped.
  record OfferNok(PliId pli, int code) implements Frame {
    public static final int OVER_LIMIT = 1;
    public static final int REFUSED = 2;
  }

  /// The sender's new device list.
  record Devices(Bytes list) implements Frame {}

  /// The key to which the contact seals what it carries to the sender's device.
  record CarryKeyFrame(Bytes key) implements Frame {}

  /// A kind that this version does not know: counted, acknowledged, dropped.
  record Unknown() implements Frame {}
}
