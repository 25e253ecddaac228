package dev.pli.core.store;

import dev.pli.core.Self;
import dev.pli.core.Settings;
import dev.pli.core.evidence.EpochKeys;
import dev.pli.core.identity.Card;
import dev.pli.core.identity.DeviceCertificate;
import dev.pli.core.identity.DeviceId;
import dev.pli.core.identity.DeviceList;
import dev.pli.core.identity.Identity;
import dev.pli.core.identity.OwnDevice;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Ed25519;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Secret;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The rows of who this vault is and how it runs; every private key is wrapped. Store thread only.
final class SelfRows {
  private static final String IDENTITY = "identity";
  private static final String HOST = "host";
  private static final String PSEUDONYM = "pseudonym";
  private static final int ID_BYTES = 16;

  private final Database database;
  private final VaultKeys keys;

  SelfRows(Database database, VaultKeys keys) {
    this.database = database;
    this.keys = keys;
  }

  void save(Self self) throws SQLException {
    database.run(
        Sql.SAVE_SELF,
        self.identity().card().encode(),
        self.deviceId().value(),
        self.certificate().encode(),
        self.devices().encode());
    saveKey(IDENTITY, self.identity().privateKeys());
    saveKey(HOST, self.device().hostKey().seed());
  }

  void savePseudonymKey(Secret key) throws SQLException {
    saveKey(PSEUDONYM, key);
  }

  private void saveKey(String name, Secret key) throws SQLException {
    database.run(Sql.SAVE_OWN_KEY, name, keys.wrapOwn(id(name), key));
  }

  private static Bytes id(String name) {
    return Hash.sha256(Bytes.ascii(name)).slice(0, ID_BYTES);
  }

  void save(Settings settings) throws SQLException {
    database.run(
        Sql.SAVE_SETTINGS,
        settings.profile(),
        settings.language(),
        Packing.packTexts(settings.listen()),
        settings.port(),
        Packing.pack(settings.lanNetworks()),
        settings.idle().toMillis(),
        settings.lockAfter().toMillis(),
        settings.relay());
  }

  void saveRecordSeq(long seq) throws SQLException {
    database.run(Sql.SAVE_OWN_RECORD, seq);
  }

  void save(EpochKeys epoch) throws SQLException {
    database.run(
        Sql.SAVE_EPOCH,
        epoch.number(),
        epoch.statement(),
        epoch.privateKeys().map(secret -> keys.wrapOwn(id(epoch.number()), secret)));
  }

  private static Bytes id(int epoch) {
    return id("epoch " + epoch);
  }

  Optional<Self> self() throws SQLException {
    Optional<Secret> identity = key(IDENTITY);
    Optional<Secret> host = key(HOST);
    if (identity.isEmpty() || host.isEmpty()) {
      return Optional.empty();
    }
    return database.first(Sql.SELF, row -> self(row, identity.get(), host.get()));
  }

  private static Self self(Row row, Secret identity, Secret host) throws SQLException {
    Card card = Stored.value(row.bytes(1), bytes -> Card.parse(bytes, Stored.ANY_TIME));
    return new Self(
        Identity.restore(identity, card.created()),
        new OwnDevice(new DeviceId(row.bytes(2)), Ed25519.KeyPair.of(host)),
        Stored.value(row.bytes(3), DeviceCertificate::parse),
        Stored.value(row.bytes(4), DeviceList::parse));
  }

  Optional<Secret> pseudonymKey() throws SQLException {
    return key(PSEUDONYM);
  }

  private Optional<Secret> key(String name) throws SQLException {
    Optional<Bytes> wrapped = database.first(Sql.OWN_KEY, row -> row.bytes(1), name);
    return wrapped.isEmpty()
        ? Optional.empty()
        : Optional.of(keys.unwrapOwn(id(name), wrapped.get()));
  }

  Optional<Settings> settings() throws SQLException {
    return database.first(
        Sql.SETTINGS,
        row ->
            new Settings(
                row.text(1),
                row.text(2),
                Packing.unpackTexts(row.bytes(3)),
                row.integer(4),
                Packing.unpack(row.bytes(5)),
                Duration.ofMillis(row.number(6)),
                Duration.ofMillis(row.number(7)),
                row.optionalText(8)));
  }

  Optional<Long> recordSeq() throws SQLException {
    return database.first(Sql.OWN_RECORD, row -> row.number(1));
  }

  List<EpochKeys> epochs() throws SQLException {
    return database.list(Sql.OWN_EPOCHS, this::epoch);
  }

  private EpochKeys epoch(Row row) throws SQLException {
    Optional<Bytes> wrapped = row.optionalBytes(3);
    Optional<Secret> secret =
        wrapped.isEmpty()
            ? Optional.empty()
            : Optional.of(keys.unwrapOwn(id(row.integer(1)), wrapped.get()));
    return Stored.value(row.bytes(2), statement -> EpochKeys.restore(statement, secret));
  }
}
