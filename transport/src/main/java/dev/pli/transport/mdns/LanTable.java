package dev.pli.transport.mdns;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.mdns.LanRule.T952_SOURCE;
import static dev.pli.transport.mdns.LanRule.T953_TEXT;
import static dev.pli.transport.mdns.LanRule.T954_ADDRESS;
import static dev.pli.transport.mdns.LanRule.T955_TABLE;
import static dev.pli.transport.mdns.LanRule.T956_STRANGER;

import dev.pli.core.address.AddressSort;
import dev.pli.core.address.Dialled;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// What the local network has said so far, and what is said to it. Does no I/O.
///
/// The name under which this device answers is random and new each time, so it tells nothing that
/// the PeerId in the answer does not. Not thread-safe. docs/spec/transport.md §11. Rules T951 to
/// T956.
final class LanTable {
  // Fixed by libp2p/specs `discovery/mdns.md`.
  private static final String SERVICE = "_p2p._udp.local";
  private static final String TEXT_KEY = "dnsaddr=";
  private static final int MAX_TEXT_BYTES = 255;

  // Chosen by us.
  static final int SECONDS = 120;
  private static final int NAME_CHARACTERS = 40;
  private static final int MAX_NAMES = 256;
  private static final int MAX_ADDRESSES = 8;
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final long NANOS = 1_000_000_000L;

  private final PeerId own;
  private final String ownName;
  private final Predicate<PeerId> isKnown;
  private final Map<String, Entry> names = new HashMap<>();

  /// Who has announced a name, where, and until when it may be believed.
  private record Entry(Found found, long untilNanos) {}

  /// A known peer and where it says it is.
  record Found(PeerId peer, List<Multiaddr> addresses) {
    public Found {
      addresses = List.copyOf(addresses);
    }
  }

  /// What follows from a packet.
  sealed interface Heard {
    /// Somebody asks who is here.
    record Asked() implements Heard {}

    /// A known peer is here, or elsewhere than before.
    record News(Found found) implements Heard {}

    record Nothing() implements Heard {}
  }

  /// `isKnown` says which peers may be found at all.
  LanTable(PeerId own, RandomGenerator random, Predicate<PeerId> isKnown) {
    this.own = own;
    this.isKnown = isKnown;
    var name = new StringBuilder();
    for (int i = 0; i < NAME_CHARACTERS; i++) {
      name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    ownName = name + "." + SERVICE;
  }

  Bytes question() {
    return MdnsMessage.question(SERVICE).encode();
  }

  /// Tells where this device is; as a goodbye, that it is there no longer.
  Bytes announcement(List<Multiaddr> addresses, boolean isGoodbye) {
    int seconds = isGoodbye ? 0 : SECONDS;
    var records = new ArrayList<MdnsRecord>();
    records.add(new MdnsRecord.Pointer(SERVICE, seconds, ownName));
    addresses.stream()
        .map(address -> TEXT_KEY + address.with(own))
        .filter(text -> text.length() <= MAX_TEXT_BYTES)
        .limit(MAX_ADDRESSES)
        .forEach(text -> records.add(new MdnsRecord.Text(ownName, seconds, List.of(text))));
    return MdnsMessage.answer(records).encode();
  }

  /// Takes a packet from the address `source`; `isOnLink` knows the own prefixes.
  Heard hear(Bytes packet, Bytes source, Predicate<Bytes> isOnLink, long nowNanos)
      throws RejectedException {
    require(isOnLink.test(source), T952_SOURCE);
    MdnsMessage message = MdnsMessage.parse(packet);
    if (!message.isAnswer()) {
      return message.asked().contains(SERVICE) ? new Heard.Asked() : new Heard.Nothing();
    }
    names.values().removeIf(entry -> entry.untilNanos() - nowNanos < 0);
    for (MdnsRecord told : message.records()) {
      if (told instanceof MdnsRecord.Pointer pointer && pointer.name().equals(SERVICE)) {
        return announced(pointer, message.records(), isOnLink, nowNanos);
      }
    }
    return new Heard.Nothing();
  }

  private Heard announced(
      MdnsRecord.Pointer pointer,
      List<MdnsRecord> records,
      Predicate<Bytes> isOnLink,
      long nowNanos)
      throws RejectedException {
    String name = pointer.target();
    require(!name.equals(ownName), T953_TEXT);
    if (pointer.seconds() == 0) {
      require(names.remove(name) != null, T955_TABLE);
      return new Heard.Nothing();
    }
    Found found = found(name, records, isOnLink);
    require(names.containsKey(name) || names.size() < MAX_NAMES, T955_TABLE);
    long until = nowNanos + Math.min(pointer.seconds(), SECONDS) * NANOS;
    Entry before = names.put(name, new Entry(found, until));
    boolean isNews = before == null || !before.found().equals(found);
    return isNews ? new Heard.News(found) : new Heard.Nothing();
  }

  private Found found(String name, List<MdnsRecord> records, Predicate<Bytes> isOnLink)
      throws RejectedException {
    Set<PeerId> peers = new LinkedHashSet<>();
    Set<Multiaddr> addresses = new LinkedHashSet<>();
    Optional<RejectedException> last = Optional.empty();
    for (MdnsRecord told : records) {
      if (told instanceof MdnsRecord.Text(var of, _, var texts) && of.equals(name)) {
        for (String text : texts) {
          try {
            Multiaddr address = parse(text, isOnLink);
            peers.add(address.peer().orElseThrow());
            addresses.add(address.withoutPeer());
          } catch (RejectedException e) {
            last = Optional.of(e); // This address is dropped; others may stand.
          }
        }
      }
    }
    if (peers.isEmpty() && last.isPresent()) {
      throw last.get();
    }
    require(peers.size() == 1, T953_TEXT);
    PeerId peer = peers.iterator().next();
    require(!peer.equals(own), T953_TEXT);
    require(isKnown.test(peer), T956_STRANGER);
    return new Found(peer, addresses.stream().limit(MAX_ADDRESSES).toList());
  }

  private static Multiaddr parse(String text, Predicate<Bytes> isOnLink) throws RejectedException {
    require(text.startsWith(TEXT_KEY), T953_TEXT);
    Multiaddr address = Multiaddr.parse(text.substring(TEXT_KEY.length()));
    require(address.peer().isPresent(), T953_TEXT);
    boolean isHere =
        address.dialled().host() instanceof Dialled.Host.Ip(var ip, var sort, _)
            && sort != AddressSort.LOOPBACK
            && isOnLink.test(ip);
    require(isHere, T954_ADDRESS);
    return address;
  }
}
