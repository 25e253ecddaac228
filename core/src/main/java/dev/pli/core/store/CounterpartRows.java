package dev.pli.core.store;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.address.PeerRecord;
import dev.pli.core.contact.ContactId;
import dev.pli.core.contact.Counterpart;
import dev.pli.core.contact.Counterpart.HeldInvitation;
import dev.pli.core.contact.Counterpart.ProofTerms;
import dev.pli.core.contact.PeerDevice;
import dev.pli.core.identity.Card;
import dev.pli.core.identity.DeviceCertificate;
import dev.pli.core.identity.DeviceList;
import dev.pli.core.identity.Fingerprint;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rows of the identities behind contacts, and of their devices: the first change seldom, the
/// second at each link. Store thread only.
final class CounterpartRows {
  /// What a contact is read with before its counterpart.
  static final Counterpart NOBODY = Counterpart.unknown(new Fingerprint(Bytes.zero(32)), false);

  private static final int KEY_BYTES = 32;
  private static final String OPEN = "OPEN";
  private static final String PROPOSED = "PROPOSED";
  private static final String AGREED = "AGREED";
  private static final String DECLINED = "DECLINED";

  private final Database database;
  private final VaultKeys keys;

  CounterpartRows(Database database, VaultKeys keys) {
    this.database = database;
    this.keys = keys;
  }

  /// Writes what differs from `before`, which is what the database has.
  void save(ContactId contact, int place, Optional<Counterpart> before, Counterpart next)
      throws SQLException {
    if (before.filter(old -> old.with(List.of()).equals(next.with(List.of()))).isEmpty()) {
      saveIdentity(contact, place, next);
    }
    List<PeerDevice> saved = before.map(Counterpart::pinned).orElse(List.of());
    for (int i = 0; i < next.pinned().size(); i++) {
      if (i >= saved.size() || !saved.get(i).equals(next.pinned().get(i))) {
        saveDevice(contact, place, i, next.pinned().get(i));
      }
    }
    if (before.isEmpty() || saved.size() > next.pinned().size()) {
      database.run(Sql.CUT_DEVICES, contact.value(), place, next.pinned().size());
    }
  }

  void dropSuccessor(ContactId contact) throws SQLException {
    database.run(Sql.DROP_SUCCESSOR, contact.value());
    database.run(Sql.CUT_DEVICES, contact.value(), 1, 0);
  }

  private void saveIdentity(ContactId contact, int place, Counterpart next) throws SQLException {
    Bytes id = contact.value();
    Proof proof = Proof.of(next.proof());
    database.run(
        Sql.SAVE_COUNTERPART,
        id,
        place,
        next.fingerprint().value(),
        next.card().map(Card::encode),
        next.confirmed(),
        next.pairPsks().isEmpty()
            ? Optional.empty()
            : Optional.of(keys.wrapOwn(id, joined(next.pairPsks()))),
        next.devices().map(DeviceList::encode),
        invitation(next).map(held -> keys.wrapOwn(id, held)),
        proof.kind,
        proof.wanted,
        proof.payload,
        proof.ownSignature,
        proof.peerSignature,
        proof.text);
  }

  private static Secret joined(List<Secret> secrets) {
    return Secret.copyOf(Bytes.concat(secrets.stream().map(Secret::reveal).toArray(Bytes[]::new)));
  }

  private static List<Secret> cut(Secret joined) {
    var secrets = new ArrayList<Secret>();
    for (int at = 0; at < joined.length(); at += KEY_BYTES) {
      secrets.add(joined.slice(at, at + KEY_BYTES));
    }
    return secrets;
  }

  /// The invitation still needed, and the id of the one used, which is empty if there is none.
  private static Optional<Secret> invitation(Counterpart next) {
    if (next.held().isEmpty() && next.used().isEmpty()) {
      return Optional.empty();
    }
    Bytes held = next.held().map(h -> encode(h).reveal()).orElse(Bytes.EMPTY);
    return Optional.of(Secret.copyOf(Packing.pack(List.of(held, next.used().orElse(Bytes.EMPTY)))));
  }

  private static Secret encode(HeldInvitation held) {
    return Secret.copyOf(
        Packing.pack(
            List.of(
                held.id(),
                held.secret().reveal(),
                held.hostKey(),
                Packing.pack(held.addresses()),
                Bytes.u64(held.expiryMs()))));
  }

  private static HeldInvitation held(Bytes encoded) {
    List<Bytes> fields = Packing.unpack(encoded);
    return new HeldInvitation(
        fields.get(0),
        Secret.copyOf(fields.get(1)),
        fields.get(2),
        Packing.unpack(fields.get(3)),
        fields.get(4).buffer().getLong());
  }

  private void saveDevice(ContactId contact, int place, int position, PeerDevice device)
      throws SQLException {
    database.run(
        Sql.SAVE_DEVICE,
        contact.value(),
        place,
        position,
        device.certificate().encode(),
        device.added(),
        device.acknowledged(),
        device.revoked(),
        Packing.pack(device.addresses()),
        device.lastSeen(),
        device.record().map(PeerRecord::seq),
        device
            .record()
            .map(record ->
                Packing.pack(record.addresses().stream().map(Multiaddr::encode).toList())));
  }

  Optional<Counterpart> read(ContactId contact, int place) throws SQLException {
    List<PeerDevice> devices =
        database.list(Sql.DEVICES, CounterpartRows::device, contact.value(), place);
    return database
        .first(Sql.COUNTERPART, row -> identity(contact, row), contact.value(), place)
        .map(identity -> identity.with(devices));
  }

  private Counterpart identity(ContactId contact, Row row) throws SQLException {
    Optional<Bytes> psks = row.optionalBytes(4);
    Optional<Bytes> wrapped = row.optionalBytes(6);
    List<Bytes> invitations =
        wrapped.isEmpty()
            ? List.of(Bytes.EMPTY, Bytes.EMPTY)
            : Packing.unpack(keys.unwrapOwn(contact.value(), wrapped.get()).reveal());
    return new Counterpart(
        new Fingerprint(row.bytes(1)),
        Stored.optional(row.optionalBytes(2), bytes -> Card.parse(bytes, Stored.ANY_TIME)),
        row.flag(3),
        psks.isEmpty() ? List.of() : cut(keys.unwrapOwn(contact.value(), psks.get())),
        Stored.optional(row.optionalBytes(5), DeviceList::parse),
        List.of(),
        some(invitations.get(0)).map(CounterpartRows::held),
        some(invitations.get(1)),
        Proof.read(row).terms());
  }

  private static Optional<Bytes> some(Bytes bytes) {
    return bytes.length() == 0 ? Optional.empty() : Optional.of(bytes);
  }

  private static PeerDevice device(Row row) throws SQLException {
    DeviceCertificate certificate = Stored.value(row.bytes(1), DeviceCertificate::parse);
    return new PeerDevice(
        certificate,
        row.time(2),
        row.flag(3),
        row.optionalTime(4),
        Packing.unpack(row.bytes(5)),
        row.optionalTime(6),
        record(PeerId.of(certificate.hostKey()), row));
  }

  private static Optional<PeerRecord> record(PeerId peer, Row row) throws SQLException {
    Optional<Long> seq = row.optionalNumber(7);
    if (seq.isEmpty()) {
      return Optional.empty();
    }
    var addresses = new ArrayList<Multiaddr>();
    for (Bytes address : Packing.unpack(row.bytes(8))) {
      addresses.add(Stored.value(address, Multiaddr::parse));
    }
    return Optional.of(new PeerRecord(peer, seq.get(), addresses));
  }

  /// The six columns of the proof agreement.
  private record Proof(
      String kind,
      Optional<Boolean> wanted,
      Optional<Bytes> payload,
      Optional<Bytes> ownSignature,
      Optional<Bytes> peerSignature,
      Optional<Bytes> text) {

    private static Proof of(ProofTerms terms) {
      return switch (terms) {
        case ProofTerms.Open(var wanted) -> new Proof(OPEN, Optional.of(wanted));
        case ProofTerms.Declined() -> new Proof(DECLINED, Optional.empty());
        case ProofTerms.Proposed(var payload, var own) ->
            new Proof(
                PROPOSED,
                Optional.empty(),
                Optional.of(payload),
                Optional.of(own),
                Optional.empty(),
                Optional.empty());
        case ProofTerms.Agreed(var payload, var own, var peer, var text) ->
            new Proof(
                AGREED,
                Optional.empty(),
                Optional.of(payload),
                Optional.of(own),
                Optional.of(peer),
                Optional.of(text));
      };
    }

    private Proof(String kind, Optional<Boolean> wanted) {
      this(kind, wanted, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Proof read(Row row) throws SQLException {
      return new Proof(
          row.text(7),
          row.optionalNumber(8).map(wanted -> wanted != 0),
          row.optionalBytes(9),
          row.optionalBytes(10),
          row.optionalBytes(11),
          row.optionalBytes(12));
    }

    private ProofTerms terms() throws SQLException {
      return switch (kind) {
        case OPEN -> new ProofTerms.Open(wanted.orElseThrow());
        case DECLINED -> new ProofTerms.Declined();
        case PROPOSED -> new ProofTerms.Proposed(payload.orElseThrow(), ownSignature.orElseThrow());
        case AGREED ->
            new ProofTerms.Agreed(
                payload.orElseThrow(),
                ownSignature.orElseThrow(),
                peerSignature.orElseThrow(),
                text.orElseThrow());
        default -> throw new SQLException("no proof agreement is called " + kind);
      };
    }
  }
}
