package dev.pli.core.delivery;

import dev.pli.core.contact.ContactId;
import dev.pli.core.identity.DeviceId;
import dev.pli.crypto.primitive.Bytes;
import java.util.List;
import java.util.Optional;

/// What both ends remember of their last link, so that a copy of a vault shows. session.md section
/// 11.
///
/// The committed pair, and those that may or may not have reached the other: written as initiator
/// before message 3 left, as responder before FINISH left.
public record LinkPair(
    ContactId contact,
    DeviceId device,
    Optional<Pair> committed,
    List<Pair> pendingInitiator,
    List<Pair> pendingResponder) {

  /// Pending pairs of each kind kept at most, newest last.
  public static final int MAX_PENDING = 16;

  public LinkPair {
    pendingInitiator = List.copyOf(pendingInitiator);
    pendingResponder = List.copyOf(pendingResponder);
  }

  /// `counter` tells which side is older; `lastHash` is the hash of the link's handshake.
  public record Pair(long counter, Bytes lastHash) {}
}
