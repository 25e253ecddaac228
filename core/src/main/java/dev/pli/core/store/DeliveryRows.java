package dev.pli.core.store;

import dev.pli.core.Change;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.PliId;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.delivery.HighWater;
import dev.pli.core.delivery.LinkPair;
import dev.pli.core.delivery.Outgoing;
import dev.pli.core.delivery.SendingSide;
import dev.pli.core.identity.DeviceId;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rows of the outbox and of the numbers on both sides of a conversation. Store thread only.
final class DeliveryRows {
  private static final int PAIR_BYTES = Long.BYTES + 32;

  private final Database database;
  private final VaultKeys keys;

  DeliveryRows(Database database, VaultKeys keys) {
    this.database = database;
    this.keys = keys;
  }

  void queue(Outgoing row) throws SQLException {
    Optional<PliKey> pli = Optional.empty();
    Optional<Bytes> body = Optional.empty();
    switch (row.load()) {
      case Outgoing.Load.Offer(var key) -> pli = Optional.of(key);
      case Outgoing.Load.Body(var encoded) -> body = Optional.of(encoded);
    }
    database.run(
        Sql.QUEUE,
        row.contact().value(),
        row.device().value(),
        row.incarnation(),
        row.number(),
        row.queued(),
        pli.map(key -> PliRow.code(key.direction())),
        pli.map(key -> key.id().value()),
        body);
    database.run(
        Sql.MOVE_NEXT,
        row.number(),
        row.contact().value(),
        row.device().value(),
        row.incarnation());
  }

  void acknowledge(Change.Acknowledged by) throws SQLException {
    Bytes contact = by.contact().value();
    Bytes device = by.device().value();
    database.run(Sql.LEAVE_OUTBOX, contact, device, by.incarnation(), by.mark());
    database.run(Sql.MOVE_ACKNOWLEDGED, by.mark(), contact, device, by.incarnation());
  }

  void unqueue(Outgoing row) throws SQLException {
    database.run(
        Sql.UNQUEUE, row.contact().value(), row.device().value(), row.incarnation(), row.number());
  }

  void save(SendingSide side) throws SQLException {
    database.run(
        Sql.SAVE_SIDE,
        side.contact().value(),
        side.device().value(),
        side.incarnation(),
        side.next(),
        side.acknowledged());
  }

  void save(HighWater mark) throws SQLException {
    database.run(
        Sql.SAVE_MARK,
        mark.contact().value(),
        mark.device().value(),
        mark.incarnation(),
        mark.mark());
  }

  void forget(Change.HighWaterForgotten mark) throws SQLException {
    database.run(
        Sql.FORGET_MARK, mark.contact().value(), mark.device().value(), mark.incarnation());
  }

  void save(LinkPair pair) throws SQLException {
    Bytes encoded =
        Packing.pack(
            List.of(
                encode(pair.committed().map(List::of).orElse(List.of())),
                encode(pair.pendingInitiator()),
                encode(pair.pendingResponder())));
    database.run(
        Sql.SAVE_PAIR,
        pair.contact().value(),
        pair.device().value(),
        keys.wrapOwn(pair.contact().value(), Secret.copyOf(encoded)));
  }

  private static Bytes encode(List<LinkPair.Pair> pairs) {
    ByteBuffer bytes = ByteBuffer.allocate(pairs.size() * PAIR_BYTES);
    for (LinkPair.Pair pair : pairs) {
      bytes.putLong(pair.counter()).put(pair.lastHash().buffer());
    }
    return Bytes.copyOf(bytes.flip());
  }

  private static List<LinkPair.Pair> pairs(Bytes encoded) {
    var pairs = new ArrayList<LinkPair.Pair>();
    for (int at = 0; at < encoded.length(); at += PAIR_BYTES) {
      pairs.add(
          new LinkPair.Pair(
              encoded.buffer().getLong(at), encoded.slice(at + Long.BYTES, at + PAIR_BYTES)));
    }
    return pairs;
  }

  /// What waits for the devices of a contact, by number.
  List<Outgoing> outbox(ContactId contact) throws SQLException {
    return database.list(Sql.OUTBOX, row -> outgoing(contact, row), contact.value());
  }

  private static Outgoing outgoing(ContactId contact, Row row) throws SQLException {
    Optional<Bytes> body = row.optionalBytes(7);
    Outgoing.Load load =
        body.isPresent()
            ? new Outgoing.Load.Body(body.get())
            : new Outgoing.Load.Offer(
                new PliKey(contact, PliRow.direction(row, 5), new PliId(row.bytes(6))));
    return new Outgoing(
        contact, new DeviceId(row.bytes(1)), row.number(2), row.number(3), row.time(4), load);
  }

  List<SendingSide> sides() throws SQLException {
    return database.list(
        Sql.SIDES,
        row ->
            new SendingSide(
                new ContactId(row.bytes(1)),
                new DeviceId(row.bytes(2)),
                row.number(3),
                row.number(4),
                row.number(5)));
  }

  List<HighWater> marks() throws SQLException {
    return database.list(
        Sql.MARKS,
        row ->
            new HighWater(
                new ContactId(row.bytes(1)),
                new DeviceId(row.bytes(2)),
                row.number(3),
                row.number(4)));
  }

  List<LinkPair> linkPairs() throws SQLException {
    return database.list(Sql.PAIRS, this::linkPair);
  }

  private LinkPair linkPair(Row row) throws SQLException {
    Bytes contact = row.bytes(1);
    List<Bytes> fields = Packing.unpack(keys.unwrapOwn(contact, row.bytes(3)).reveal());
    return new LinkPair(
        new ContactId(contact),
        new DeviceId(row.bytes(2)),
        pairs(fields.get(0)).stream().findFirst(),
        pairs(fields.get(1)),
        pairs(fields.get(2)));
  }
}
