package dev.pli.core.conversation;

import dev.pli.core.contact.ContactId;
import dev.pli.core.contact.Verification;
import dev.pli.core.delivery.Route;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One letter in this vault: what its offer says, the key that opens it, how far it has come, and
/// what its owner noted on it. Names of files and words are in its sealed blobs, never here.
///
/// `created` is the sender's clock; `arrived` this device's, of the offer. `textBytes` is 0 until
/// an incoming pli is complete.
public record Pli(
    PliKey key,
    PliState state,
    Instant created,
    Instant arrived,
    Optional<Instant> delivered,
    Optional<Route> route,
    Content content,
    Verification verification,
    long textBytes,
    Notes notes) {

  /// What was offered: the payload's exact bytes, the pli's key K, and every blob, manifest first.
  public record Content(Bytes offer, Secret key, List<Blob> blobs) {
    public Content {
      blobs = List.copyOf(blobs);
    }

    /// Parts, the text included, without the manifest.
    public int parts() {
      return blobs.size() - 1;
    }
  }

  /// A sealed stream as the offer names it: its whole length and its commitment.
  public record Blob(long sealedBytes, Bytes ct) {}

  /// What is written on it. The case file and whether it was read are this vault's own; what it
  /// replaces and the wish that it be not forwarded are the sender's, and go with it.
  public record Notes(
      Optional<String> caseReference, Optional<PliId> replaces, boolean noForward, boolean unread) {
    public static final Notes NONE = new Notes(Optional.empty(), Optional.empty(), false, false);
  }

  public PliId id() {
    return key.id();
  }

  public ContactId contact() {
    return key.contact();
  }

  public boolean isIncoming() {
    return key.direction() == Direction.IN;
  }

  /// Nothing of its content is kept: it was cancelled or refused.
  public boolean isErased() {
    return state == PliState.CANCELLED || state == PliState.FAILED;
  }

  public Pli with(PliState next) {
    return new Pli(
        key, next, created, arrived, delivered, route, content, verification, textBytes, notes);
  }

  public Pli with(Notes next) {
    return new Pli(
        key, state, created, arrived, delivered, route, content, verification, textBytes, next);
  }

  /// The same pli once it has taken `taken`.
  public Pli by(Route taken) {
    return new Pli(
        key,
        state,
        created,
        arrived,
        delivered,
        Optional.of(taken),
        content,
        verification,
        textBytes,
        notes);
  }

  /// The same pli with the recipient's signed time.
  public Pli deliveredAt(Instant time) {
    return new Pli(
        key,
        PliState.DELIVERED,
        created,
        arrived,
        Optional.of(time),
        route,
        content,
        verification,
        textBytes,
        notes);
  }

  /// An incoming pli, now complete and unread; `next` says whether a receipt is due.
  public Pli complete(PliState next, long text) {
    var unread = new Notes(notes.caseReference(), notes.replaces(), notes.noForward(), true);
    return new Pli(
        key, next, created, arrived, delivered, route, content, verification, text, unread);
  }
}
