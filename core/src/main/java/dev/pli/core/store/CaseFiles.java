package dev.pli.core.store;

import dev.pli.core.Archive;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The keys and names of the case files of an open vault; of a closed one, the arrival tray's key
/// alone.
///
/// Every pli's key is wrapped under its case file's. What arrives while the vault is closed lies in
/// the tray until it is opened. Store thread only. docs/spec/vault.md §3, §14.
final class CaseFiles {
  static final int TRAY = 0;
  static final int UNFILED = 1;

  private static final String SECRET = "secret"; // The category until somebody chooses.

  private final Database database;
  private final VaultKeys keys;
  private final Map<Integer, Secret> caseKeys = new HashMap<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<Integer, String> names = new HashMap<>();

  CaseFiles(Database database, VaultKeys keys) {
    this.database = database;
    this.keys = keys;
  }

  /// Makes the two case files that every vault has.
  void found() throws SQLException {
    add(TRAY, Optional.empty());
    add(UNFILED, Optional.empty());
  }

  /// Reads all of them; the vault must be open.
  void load() throws SQLException {
    forget();
    for (Stored stored : database.list(Sql.CASES, CaseFiles::stored)) {
      Secret key = keys.unwrapCaseKey(stored.uid, stored.wrapped);
      caseKeys.put(stored.id, key);
      if (stored.name.isPresent()) {
        remember(stored.id, keys.openCaseName(key, stored.uid, stored.name.get()));
      }
    }
  }

  /// Whether names and keys are here, or the tray's alone.
  boolean isOpen() {
    return keys.isOpen();
  }

  private record Stored(int id, Bytes uid, Bytes wrapped, Optional<Bytes> name) {}

  private static Stored stored(Row row) throws SQLException {
    return new Stored(row.integer(1), row.bytes(2), row.bytes(3), row.optionalBytes(4));
  }

  private void remember(int id, String name) {
    ids.put(name, id);
    names.put(id, name);
  }

  /// Wipes everything but the tray's key.
  void close() {
    Secret tray = caseKeys.remove(TRAY);
    forget();
    if (tray != null) {
      caseKeys.put(TRAY, tray);
    }
  }

  /// Wipes everything.
  void forget() {
    caseKeys.values().forEach(Secret::wipe);
    caseKeys.clear();
    ids.clear();
    names.clear();
  }

  /// The case file of this reference, made now if there is none yet.
  int of(Optional<String> reference) throws SQLException {
    if (reference.isEmpty()) {
      return keys.isOpen() ? UNFILED : TRAY;
    }
    Optional<Integer> known = find(reference.get());
    if (known.isPresent()) {
      return known.get();
    }
    if (!keys.isOpen()) {
      throw new Archive.VaultClosedException();
    }
    int id = caseKeys.keySet().stream().max(Integer::compare).orElse(UNFILED) + 1;
    add(id, reference);
    return id;
  }

  Optional<Integer> find(String reference) {
    return Optional.ofNullable(ids.get(reference));
  }

  Optional<String> name(int id) {
    return Optional.ofNullable(names.get(id));
  }

  Secret key(int id) {
    Secret key = caseKeys.get(id);
    if (key == null) {
      throw new Archive.VaultClosedException();
    }
    return key;
  }

  private void add(int id, Optional<String> name) throws SQLException {
    Bytes uid = keys.drawId();
    Secret key = keys.draw();
    database.run(
        Sql.SAVE_CASE,
        id,
        uid,
        SECRET,
        keys.wrapCaseKey(uid, key),
        Optional.empty(),
        name.map(text -> keys.sealCaseName(key, uid, text)));
    caseKeys.put(id, key);
    name.ifPresent(text -> remember(id, text));
  }
}
