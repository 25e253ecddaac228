package dev.pli.core.store;

import dev.pli.core.Change;
import dev.pli.core.Self;
import dev.pli.core.Settings;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.address.PeerRecord;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.contact.Counterpart;
import dev.pli.core.contact.Counterpart.ProofTerms;
import dev.pli.core.contact.IssuedInvitation;
import dev.pli.core.contact.PeerDevice;
import dev.pli.core.contact.Verification;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliId;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.PliState;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.delivery.HighWater;
import dev.pli.core.delivery.LinkPair;
import dev.pli.core.delivery.Outgoing;
import dev.pli.core.delivery.Route;
import dev.pli.core.delivery.SendingSide;
import dev.pli.core.evidence.EpochKeys;
import dev.pli.core.identity.DeviceId;
import dev.pli.core.identity.Fingerprint;
import dev.pli.core.identity.Identity;
import dev.pli.core.journal.Entry;
import dev.pli.core.office.Notice;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Facts of every kind, drawn from a seed: what a vault must keep and give back.
final class Samples {
  static final Instant NOW = Instant.parse("2026-11-22T17:12:31.004Z");

  /// Made once and when asked for: key generation is slow.
  private static final class People {
    static final Identity OWNER = Identity.derive(seed(1), NOW);
    static final Self PEER = Self.found(Identity.derive(seed(2), NOW), new Random(2), NOW);
    static final EpochKeys EPOCH =
        EpochKeys.first(OWNER, new DeviceId(Bytes.zero(16)), NOW, new Random(3));
  }

  final Random random;
  private Bytes lastHash = Entry.ORIGIN;
  private long lastEntry;
  private long cursor;

  Samples(long seed) {
    random = new Random(seed);
  }

  private static Secret seed(int first) {
    return Secret.copyOf(Bytes.concat(Bytes.of(first), Bytes.zero(63)));
  }

  Self self() {
    return Self.found(People.OWNER, new Random(4), NOW);
  }

  List<Change> initial() {
    return List.of(
        new Change.SelfSaved(self()),
        new Change.SettingsSaved(Settings.initial("lawyer", "fr")),
        new Change.PseudonymKeySaved(secret()));
  }

  Bytes bytes(int length) {
    return Secret.random(length, random).reveal();
  }

  Secret secret() {
    return Secret.random(32, random);
  }

  Instant time() {
    return NOW.plusMillis(random.nextInt(1_000_000_000));
  }

  <T> Optional<T> maybe(T value) {
    return random.nextBoolean() ? Optional.of(value) : Optional.empty();
  }

  String text(String start) {
    return start + " « " + Integer.toString(random.nextInt(1 << 30), 36) + " » é";
  }

  Settings settings() {
    return new Settings(
        "doctor",
        "en",
        List.of("/ip4/127.0.0.1/tcp/" + random.nextInt(65_536), "/ip6/::1/tcp/0"),
        random.nextInt(65_536),
        List.of(bytes(32), bytes(16)),
        Duration.ofMinutes(random.nextInt(60)),
        Duration.ofHours(random.nextInt(24)),
        maybe(text("/dns4/relay")));
  }

  EpochKeys epoch() {
    return random.nextBoolean() ? People.EPOCH : People.EPOCH.erased();
  }

  Verification verification() {
    return switch (random.nextInt(3)) {
      case 0 -> new Verification.NotVerified(time());
      case 1 -> new Verification.Met(time());
      default ->
          new Verification.ByVoice(
              time(),
              random.nextBoolean() ? Verification.Compared.WORDS : Verification.Compared.DIGITS,
              random.nextBoolean() ? "" : text("téléphone de Mme Canari"));
    };
  }

  Counterpart counterpart() {
    var pinned = new ArrayList<PeerDevice>();
    for (int i = random.nextInt(3); i > 0; i--) {
      pinned.add(device());
    }
    return new Counterpart(
        People.PEER.fingerprint(),
        maybe(People.PEER.identity().card()),
        random.nextBoolean(),
        random.nextBoolean() ? List.of() : List.of(secret(), secret()),
        maybe(People.PEER.devices()),
        pinned,
        maybe(
            new Counterpart.HeldInvitation(
                bytes(16), secret(), bytes(32), List.of(bytes(8), bytes(20)), random.nextLong())),
        maybe(bytes(16)),
        proof());
  }

  private ProofTerms proof() {
    return switch (random.nextInt(4)) {
      case 0 -> new ProofTerms.Open(random.nextBoolean());
      case 1 -> new ProofTerms.Proposed(bytes(900), bytes(500));
      case 2 -> new ProofTerms.Agreed(bytes(900), bytes(500), bytes(500), bytes(3_000));
      default -> new ProofTerms.Declined();
    };
  }

  private PeerRecord record() {
    List<Multiaddr> addresses =
        List.of(Multiaddr.tcp(bytes(4), random.nextInt(65_536)), Multiaddr.tcp(bytes(16), 4_001));
    return new PeerRecord(
        PeerId.of(People.PEER.certificate().hostKey()), random.nextLong(1L << 48), addresses);
  }

  PeerDevice device() {
    return new PeerDevice(
        People.PEER.certificate(),
        time(),
        random.nextBoolean(),
        maybe(time()),
        List.of(bytes(8), bytes(random.nextInt(30))),
        maybe(time()),
        maybe(record()));
  }

  Contact contact(ContactId id) {
    return new Contact(
        id,
        text("Me Dupont-Canari"),
        Contact.State.values()[random.nextInt(3)],
        counterpart(),
        maybe(counterpart()),
        random.nextBoolean(),
        verification(),
        maybe("FR"),
        random.nextBoolean(),
        time());
  }

  /// The same contact with a small part changed, as each link does.
  Contact touched(Contact contact) {
    return switch (random.nextInt(4)) {
      case 0 -> contact.labelled(text("Nouveau nom"));
      case 1 -> contact.with(Contact.State.values()[random.nextInt(3)]);
      case 2 -> contact.with(contact.current().with(List.of(device(), device())));
      default -> contact.with(contact.current().with(List.<PeerDevice>of()));
    };
  }

  IssuedInvitation invitation(Bytes id) {
    return new IssuedInvitation(
        id,
        text("Invité Canari"),
        maybe(secret()),
        List.of(bytes(8)),
        time(),
        time(),
        random.nextBoolean(),
        maybe(ContactId.random(random)),
        IssuedInvitation.State.values()[random.nextInt(4)],
        maybe(new Fingerprint(bytes(32))));
  }

  PliKey key(ContactId contact, Direction direction) {
    return new PliKey(contact, direction, PliId.random(random));
  }

  Pli pli(PliKey key, PliState state, int parts) {
    var blobs = new ArrayList<Pli.Blob>();
    for (int i = 0; i <= parts; i++) {
      blobs.add(new Pli.Blob(random.nextInt(1 << 20) + 16L, bytes(32)));
    }
    return new Pli(
        key,
        state,
        time(),
        time(),
        maybe(time()),
        maybe(Route.values()[random.nextInt(4)]),
        new Pli.Content(bytes(300), secret(), blobs),
        verification(),
        random.nextInt(2_000),
        new Pli.Notes(
            maybe("Dossier Canari " + random.nextInt(3)),
            maybe(PliId.random(random)),
            random.nextBoolean(),
            random.nextBoolean()));
  }

  StoredBlob blob(Pli pli, int index) {
    StoredBlob.Place place =
        switch (random.nextInt(3)) {
          case 0 -> new StoredBlob.Place.Row(bytes(1 + random.nextInt(3_000)));
          case 1 -> new StoredBlob.Place.File(bytes(16).hex());
          default -> new StoredBlob.Place.Elsewhere();
        };
    Bytes digests = bytes(32 * random.nextInt(random.nextBoolean() ? 8 : 300));
    return new StoredBlob(
        pli.key(), index, pli.content().blobs().get(index), place, digests, random.nextInt(300));
  }

  Outgoing outgoing(ContactId contact, DeviceId device, long incarnation, long number) {
    return new Outgoing(
        contact,
        device,
        incarnation,
        number,
        time(),
        random.nextBoolean()
            ? new Outgoing.Load.Body(bytes(random.nextInt(7_000)))
            : new Outgoing.Load.Offer(key(contact, Direction.OUT)));
  }

  SendingSide side(ContactId contact, DeviceId device, long incarnation, long next) {
    return new SendingSide(contact, device, incarnation, next, random.nextInt(100));
  }

  HighWater mark(ContactId contact, DeviceId device) {
    return new HighWater(contact, device, random.nextLong(), random.nextInt(1_000));
  }

  LinkPair linkPair(ContactId contact, DeviceId device) {
    return new LinkPair(
        contact, device, maybe(pair()), List.of(pair(), pair()), maybe(pair()).stream().toList());
  }

  private LinkPair.Pair pair() {
    return new LinkPair.Pair(random.nextLong(), bytes(32));
  }

  Change.Kept statement(ContactId contact, Optional<PliKey> pli) {
    Change.Kept.Kind kind =
        pli.isPresent() ? Change.Kept.Kind.PEER_RECEIPT : Change.Kept.Kind.PEER_EPOCH;
    return new Change.Kept(contact, bytes(32), kind, pli, bytes(6_000), time());
  }

  Entry entry() {
    Entry entry =
        Entry.of(++lastEntry, time(), "pli_sent", maybe("p-" + bytes(4).hex()), "lan", lastHash);
    lastHash = entry.hash();
    return entry;
  }

  Notice notice() {
    return new Notice(
        ++cursor,
        time(),
        Notice.Kind.PLI_STATE,
        maybe(bytes(16).hex()),
        maybe(bytes(32).hex()),
        maybe("received"),
        maybe(random.nextLong(1L << 40)),
        maybe(random.nextLong(1L << 40)));
  }

  dev.pli.core.carry.CarryKeys carryKeys(ContactId contact) {
    var keys = dev.pli.core.carry.CarryKeys.none(contact);
    for (int i = random.nextInt(3); i > 0; i--) {
      keys = keys.drawn(random, java.time.Instant.ofEpochMilli(random.nextInt(1_000_000)));
    }
    if (!keys.own().isEmpty() && random.nextBoolean()) {
      keys = keys.toldTo(dev.pli.core.identity.DeviceId.random(random));
    }
    return random.nextBoolean()
        ? keys
        : keys.shown(
            keys.drawn(random, java.time.Instant.EPOCH)
                .own()
                .getFirst()
                .shown(dev.pli.core.identity.DeviceId.random(random)));
  }
}
