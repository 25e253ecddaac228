package dev.pli.core.store;

import dev.pli.core.carry.CarryKey;
import dev.pli.core.carry.CarryKeys;
import dev.pli.core.contact.ContactId;
import dev.pli.core.identity.DeviceId;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The carry keys of each contact: one row among the vault's own keys, wrapped whole. Store thread
/// only.
///
/// Inside, packed: the contact's key or nothing, then for each own key its seed, when it was made,
/// and the device that was told of it or nothing.
final class CarryRows {
  private static final String PREFIX = "carry ";

  /// Behind every name that begins with [#PREFIX] and hex digits.
  private static final String LAST = "carry g";

  private static final int FIELDS = 3;

  private final Database database;
  private final VaultKeys keys;

  CarryRows(Database database, VaultKeys keys) {
    this.database = database;
    this.keys = keys;
  }

  private static String name(ContactId contact) {
    return PREFIX + contact.value().hex();
  }

  void save(CarryKeys carry) throws SQLException {
    var fields = new ArrayList<Bytes>();
    fields.add(carry.peer().map(CarryKey::encode).orElse(Bytes.EMPTY));
    for (CarryKeys.Own own : carry.own()) {
      fields.add(own.seed().reveal());
      fields.add(Bytes.u64(own.made()));
      fields.add(own.told().map(DeviceId::value).orElse(Bytes.EMPTY));
    }
    Secret packed = Secret.copyOf(Packing.pack(fields));
    database.run(
        Sql.SAVE_OWN_KEY, name(carry.contact()), keys.wrapOwn(carry.contact().value(), packed));
  }

  void forget(ContactId contact) throws SQLException {
    database.run(Sql.DROP_OWN_KEY, name(contact));
  }

  List<CarryKeys> all() throws SQLException {
    return database.list(Sql.OWN_KEYS, this::read, PREFIX, LAST);
  }

  private CarryKeys read(Row row) throws SQLException {
    var contact = new ContactId(Bytes.hex(row.text(1).substring(PREFIX.length())));
    List<Bytes> fields = Packing.unpack(keys.unwrapOwn(contact.value(), row.bytes(2)).reveal());
    var own = new ArrayList<CarryKeys.Own>();
    for (int at = 1; at < fields.size(); at += FIELDS) {
      own.add(
          new CarryKeys.Own(
              Secret.copyOf(fields.get(at)),
              fields.get(at + 1).buffer().getLong(),
              some(fields.get(at + 2)).map(DeviceId::new)));
    }
    return new CarryKeys(contact, own, Stored.optional(some(fields.getFirst()), CarryKey::parse));
  }

  private static Optional<Bytes> some(Bytes bytes) {
    return bytes.isEmpty() ? Optional.empty() : Optional.of(bytes);
  }
}
