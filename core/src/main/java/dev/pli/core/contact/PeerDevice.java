package dev.pli.core.contact;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.address.PeerRecord;
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
/// `addresses` are binary multiaddrs, the one that worked last first. `record` is the newest that
/// the device itself has signed.
public record PeerDevice(
    DeviceCertificate certificate,
    Instant added,
    boolean acknowledged,
    Optional<Instant> revoked,
    List<Bytes> addresses,
    Optional<Instant> lastSeen,
    Optional<PeerRecord> record) {

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
    return new PeerDevice(
        certificate, now, isFirst, Optional.empty(), List.of(), Optional.of(now), Optional.empty());
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

  /// The same device with a record that is newer than the one held.
  public PeerDevice with(PeerRecord next) {
    return new PeerDevice(
        certificate, added, acknowledged, revoked, addresses, lastSeen, Optional.of(next));
  }

  /// Where to dial it, best first: where it was reached last, what it has signed, what is older. A
  /// record's names are not resolved: its writer would choose whom this device asks.
  public List<Bytes> places() {
    List<Bytes> signed =
        record.stream()
            .flatMap(held -> held.addresses().stream())
            .filter(address -> !address.hasName())
            .map(Multiaddr::encode)
            .toList();
    Stream<Bytes> worked = addresses.stream().limit(1);
    return Stream.of(worked, signed.stream(), addresses.stream())
        .flatMap(some -> some)
        .distinct()
        .limit(MAX_ADDRESSES)
        .toList();
  }

  public PeerDevice with(DeviceCertificate next) {
    return new PeerDevice(next, added, acknowledged, revoked, addresses, lastSeen, record);
  }

  public PeerDevice seen(Instant now) {
    return new PeerDevice(
        certificate, added, acknowledged, revoked, addresses, Optional.of(now), record);
  }

  public PeerDevice at(List<Bytes> next) {
    return new PeerDevice(certificate, added, acknowledged, revoked, next, lastSeen, record);
  }

  public PeerDevice acknowledge() {
    return new PeerDevice(certificate, added, true, revoked, addresses, lastSeen, record);
  }

  public PeerDevice revokedAt(Instant time) {
    return new PeerDevice(
        certificate, added, acknowledged, Optional.of(time), addresses, lastSeen, record);
  }
}
