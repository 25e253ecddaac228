package dev.pli.core.store;

import dev.pli.core.Archive;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hkdf;
import dev.pli.crypto.primitive.KeyWrap;
import dev.pli.crypto.primitive.Secret;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The keys of an open vault, and what they wrap.
///
/// ```
/// VK -+- AK  --- mark, header, DBK          OWN wraps private keys and pairing keys, seals labels
///     +- FK  --- wraps the key of each case file
///     '- OWN
/// ```
///
/// Closing wipes VK, AK and FK; OWN, DBK and the mark's key stay until locked. Store thread only
/// once the vault is open. docs/spec/vault.md §3, §14.
final class VaultKeys {
  static final int KEY_BYTES = 32;

  private static final String CASE = "pli/1 vault case";
  private static final String OWN = "pli/1 vault own";
  private static final String NAME = "pli/1 vault name";
  private static final String PLI = "pli/1 vault pli";
  private static final String DATABASE = "pli/1 vault db";
  private static final String MARK = "pli/1 vault mark";

  private static final Bytes NO_ID = Bytes.zero(16);

  private final Bytes vaultId;
  private final RandomGenerator random;
  private final Secret own;
  private final Secret mark;

  /// Empty while the vault is closed to readers. Store thread.
  private Optional<Roots> roots;

  /// What only an open vault has.
  private record Roots(Secret vault, Secret access, Secret files) {
    private void wipe() {
      List.of(vault, access, files).forEach(Secret::wipe);
    }
  }

  /// Takes over `vaultKey`.
  VaultKeys(Bytes vaultId, Secret vaultKey, RandomGenerator random) {
    this.vaultId = vaultId;
    this.random = random;
    this.own = expand(vaultKey, OWN);
    Roots open = roots(vaultKey);
    this.mark = expand(open.access, MARK);
    this.roots = Optional.of(open);
  }

  private static Roots roots(Secret vaultKey) {
    return new Roots(
        vaultKey, expand(vaultKey, "pli/1 vault access"), expand(vaultKey, "pli/1 vault files"));
  }

  private static Secret expand(Secret root, String label) {
    return Hkdf.expand(root, Bytes.ascii(label), KEY_BYTES);
  }

  Bytes vaultId() {
    return vaultId;
  }

  boolean isOpen() {
    return roots.isPresent();
  }

  /// The vault key came again, from a slot.
  void reopen(Secret vaultKey) {
    close();
    roots = Optional.of(roots(vaultKey));
  }

  /// Wipes what a closed vault does not need.
  void close() {
    roots.ifPresent(Roots::wipe);
    roots = Optional.empty();
  }

  /// Wipes everything.
  void lock() {
    close();
    own.wipe();
    mark.wipe();
  }

  Secret accessKey() {
    return opened().access;
  }

  private Roots opened() {
    return roots.orElseThrow(Archive.VaultClosedException::new);
  }

  // The database's own key, in the header.

  Bytes wrapDatabaseKey(int generation, Secret key) {
    return wrap(accessKey(), DATABASE, generationId(generation), key);
  }

  Optional<Secret> unwrapDatabaseKey(VaultHeader.Generation generation) {
    return KeyWrap.unwrap(
        accessKey(), DATABASE, generationId(generation.number()), vaultId, generation.wrappedKey());
  }

  private static Bytes generationId(int generation) {
    return Bytes.concat(Bytes.zero(12), Bytes.u32(generation));
  }

  // The witness of the last state.

  Bytes sealMark(Bytes content) {
    return wrap(mark, MARK, NO_ID, Secret.copyOf(content));
  }

  Optional<Bytes> openMark(Bytes sealed) {
    return KeyWrap.unwrap(mark, MARK, NO_ID, vaultId, sealed).map(Secret::reveal);
  }

  // What is in the database.

  Bytes wrapCaseKey(Bytes caseId, Secret key) {
    return wrap(opened().files, CASE, caseId, key);
  }

  Secret unwrapCaseKey(Bytes caseId, Bytes wrapped) throws SQLException {
    return unwrap(opened().files, CASE, caseId, wrapped);
  }

  /// K of a pli under the key of its case file.
  Bytes wrapPliKey(Secret caseKey, Bytes pid, Secret key) {
    return wrap(caseKey, PLI, pid, key);
  }

  Secret unwrapPliKey(Secret caseKey, Bytes pid, Bytes wrapped) throws SQLException {
    return unwrap(caseKey, PLI, pid, wrapped);
  }

  Bytes sealCaseName(Secret caseKey, Bytes caseId, String name) {
    return wrap(caseKey, NAME, caseId, Secret.copyOf(Bytes.utf8(name)));
  }

  String openCaseName(Secret caseKey, Bytes caseId, Bytes sealed) throws SQLException {
    return unwrap(caseKey, NAME, caseId, sealed).reveal().utf8();
  }

  /// A private key or pairing key of the row `id`.
  Bytes wrapOwn(Bytes id, Secret data) {
    return wrap(own, OWN, id, data);
  }

  Secret unwrapOwn(Bytes id, Bytes wrapped) throws SQLException {
    return unwrap(own, OWN, id, wrapped);
  }

  /// A name or text of the row `id` that may name a person.
  Bytes sealName(Bytes id, String text) {
    return wrap(own, NAME, id, Secret.copyOf(Bytes.utf8(text)));
  }

  String openName(Bytes id, Bytes sealed) throws SQLException {
    return unwrap(own, NAME, id, sealed).reveal().utf8();
  }

  Secret draw() {
    return Secret.random(KEY_BYTES, random);
  }

  Bytes drawId() {
    return Secret.random(NO_ID.length(), random).reveal();
  }

  private Bytes wrap(Secret root, String label, Bytes id, Secret data) {
    return KeyWrap.wrap(root, label, id, vaultId, data, random);
  }

  /// The page around it was authentic, so this row was not made by this vault.
  private Secret unwrap(Secret root, String label, Bytes id, Bytes wrapped) throws SQLException {
    return KeyWrap.unwrap(root, label, id, vaultId, wrapped)
        .orElseThrow(() -> new SQLException("a wrapped value does not open"));
  }
}
