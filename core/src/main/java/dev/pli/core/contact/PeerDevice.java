package dev.pli.core.contact;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.identity.DeviceCertificate;
import dev.pli.core.identity.DeviceId;
import dev.pli.crypto.primitive.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One device of a contact: its certificate, whether the owner has seen that it is new, and where
/// it was last reached.
///
/// `addresses` are binary multiaddrs, the one that worked last first.
public record PeerDevice(
    DeviceCertificate certificate,
    Instant added,
    boolean acknowledged,
    Optional<Instant> revoked,
    List<Bytes> addresses,
    Optional<Instant> lastSeen) {

  /// Addresses kept at most for one device.
  public static final int MAX_ADDRESSES = 16;

  public PeerDevice {
    addresses = List.copyOf(addresses);
  }

  public DeviceId id() {
    return certificate.device();
  }

  public PeerId peer() {
    return PeerId.of(certificate.hostKey());
  }

  /// A device seen for the first time; the first one of a contact needs no acknowledgement.
  public static PeerDevice of(DeviceCertificate certificate, boolean isFirst, Instant now) {
    return new PeerDevice(certificate, now, isFirst, Optional.empty(), List.of(), Optional.of(now));
  }

  /// The same device, last reached at `address` when this side dialled it.
  public PeerDevice reachedAt(Optional<Multiaddr> address) {
    return address.map(a -> at(firstOf(a.encode(), addresses))).orElse(this);
  }

  /// The same device, which can be dialled at these addresses too; the newest named come first,
  /// behind the one that worked last.
  public PeerDevice alsoAt(List<Bytes> named) {
    List<Bytes> others = Stream.concat(named.stream(), addresses.stream()).toList();
    return addresses.isEmpty()
        ? at(others.stream().distinct().limit(MAX_ADDRESSES).toList())
        : at(firstOf(addresses.getFirst(), others));
  }

  private static List<Bytes> firstOf(Bytes worked, List<Bytes> others) {
    return Stream.concat(Stream.of(worked), others.stream())
        .distinct()
        .limit(MAX_ADDRESSES)
        .toList();
  }

  public PeerDevice with(DeviceCertificate next) {
    return new PeerDevice(next, added, acknowledged, revoked, addresses, lastSeen);
  }

  public PeerDevice seen(Instant now) {
    return new PeerDevice(certificate, added, acknowledged, revoked, addresses, Optional.of(now));
  }

  public PeerDevice at(List<Bytes> next) {
    return new PeerDevice(certificate, added, acknowledged, revoked, next, lastSeen);
  }

  public PeerDevice acknowledge() {
    return new PeerDevice(certificate, added, true, revoked, addresses, lastSeen);
  }

  public PeerDevice revokedAt(Instant time) {
    return new PeerDevice(certificate, added, acknowledged, Optional.of(time), addresses, lastSeen);
  }
}
