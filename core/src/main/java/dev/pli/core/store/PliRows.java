package dev.pli.core.store;

import dev.pli.core.Archive;
import dev.pli.core.contact.Verification;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Secret;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The rows of plis: written once, then moved in their few columns that change.
///
/// Each new row is chained to the one before in the case file it arrives in, by `LH("pli/1 vault
/// chain"; "pli", previous chain, pid, SHA-256(offer), arrival number)`. Store thread only.
/// docs/spec/vault.md V161.
final class PliRows {
  private static final String CHAIN = "pli/1 vault chain";
  private static final Bytes CHAINED = Bytes.ascii("pli");
  private static final Bytes ORIGIN = Bytes.zero(Hash.BYTES);
  private static final Secret ERASED = Secret.copyOf(Bytes.EMPTY);

  private final Database database;
  private final VaultKeys keys;
  private final CaseFiles cases;

  /// The last chain value of each case file; read again after a failed commit.
  private final Map<Integer, Bytes> chains = new HashMap<>();

  private long arrivals;

  PliRows(Database database, VaultKeys keys, CaseFiles cases) {
    this.database = database;
    this.keys = keys;
    this.cases = cases;
  }

  /// Takes up what the database says, at opening and after a failed commit.
  void restart(long lastArrival) {
    arrivals = lastArrival;
    chains.clear();
  }

  /// Arrival numbers given so far.
  long arrivals() {
    return arrivals;
  }

  void save(Pli pli) throws SQLException {
    if (change(pli)) {
      return;
    }
    Optional<Filing> filing = filing(pli.key());
    if (filing.isPresent()) {
      file(pli, filing.get());
      change(pli);
    } else {
      add(pli);
    }
  }

  /// False when there is no such row where this pli is filed.
  private boolean change(Pli pli) throws SQLException {
    VerificationRow verification = verification(pli);
    Optional<Integer> named = pli.notes().caseReference().flatMap(cases::find);
    boolean anywhere = !keys.isOpen(); // A closed vault knows no names, so it cannot file either.
    int lowest = anywhere ? CaseFiles.TRAY : named.orElse(CaseFiles.TRAY);
    int highest =
        anywhere
            ? Integer.MAX_VALUE
            : named.orElse(pli.notes().caseReference().isPresent() ? NOWHERE : CaseFiles.UNFILED);
    return database.run(
            Sql.CHANGE_PLI,
            pli.state().name(),
            pli.created(),
            pli.arrived(),
            pli.delivered(),
            pli.route().map(Enum::name),
            pli.textBytes(),
            pli.notes().unread(),
            pli.notes().noForward(),
            pli.notes().replaces().map(id -> id.value()),
            verification.kind(),
            verification.since(),
            verification.compared(),
            verification.channel(),
            pli.id().value(),
            PliRow.code(pli.key().direction()),
            pli.contact().value(),
            lowest,
            highest)
        > 0;
  }

  /// Below every case file: nothing matches.
  private static final int NOWHERE = -1;

  private record Filing(int caseFile, Optional<Bytes> wrapped) {}

  private Optional<Filing> filing(PliKey key) throws SQLException {
    return database.first(
        Sql.FILING, row -> new Filing(row.integer(1), row.optionalBytes(2)), columns(key));
  }

  /// Moves a pli to the case file that its owner has put it in: its key is wrapped anew. V113
  private void file(Pli pli, Filing from) throws SQLException {
    Bytes pid = pli.id().value();
    int to = cases.of(pli.notes().caseReference());
    Optional<Bytes> wrapped = Optional.empty();
    if (from.wrapped.isPresent()) {
      Secret key = keys.unwrapPliKey(cases.key(from.caseFile), pid, from.wrapped.get());
      wrapped = Optional.of(keys.wrapPliKey(cases.key(to), pid, key));
      key.wipe();
    }
    database.run(
        Sql.FILE_PLI, to, wrapped, pid, PliRow.code(pli.key().direction()), pli.contact().value());
  }

  /// Files what arrived while the vault was closed: from the tray to the unfiled ones. True while
  /// there may be more.
  boolean emptyTray() throws SQLException {
    record InTray(PliKey key, Optional<Bytes> wrapped) {}
    List<InTray> found =
        database.list(Sql.IN_TRAY, row -> new InTray(PliRow.readKey(row), row.optionalBytes(4)));
    for (InTray pli : found) {
      Bytes pid = pli.key.id().value();
      Optional<Bytes> wrapped = Optional.empty();
      if (pli.wrapped.isPresent()) {
        Secret key = keys.unwrapPliKey(cases.key(CaseFiles.TRAY), pid, pli.wrapped.get());
        wrapped = Optional.of(keys.wrapPliKey(cases.key(CaseFiles.UNFILED), pid, key));
        key.wipe();
      }
      database.run(
          Sql.FILE_PLI,
          CaseFiles.UNFILED,
          wrapped,
          pid,
          PliRow.code(pli.key.direction()),
          pli.key.contact().value());
    }
    return !found.isEmpty();
  }

  private void add(Pli pli) throws SQLException {
    long ord = ++arrivals;
    int caseFile = cases.of(pli.notes().caseReference());
    Bytes chain = chain(caseFile, pli, ord);
    VerificationRow verification = verification(pli);
    database.run(
        Sql.NEW_PLI,
        pli.contact().value(),
        ord,
        PliRow.code(pli.key().direction()),
        pli.id().value(),
        pli.state().name(),
        pli.created(),
        pli.arrived(),
        pli.delivered(),
        pli.route().map(Enum::name),
        pli.textBytes(),
        pli.notes().unread(),
        pli.notes().noForward(),
        pli.notes().replaces().map(id -> id.value()),
        verification.kind(),
        verification.since(),
        verification.compared(),
        verification.channel(),
        caseFile,
        wrapped(pli, caseFile),
        caseFile,
        chain);
    database.run(Sql.NEW_OFFER, ord, pli.content().offer(), PliRow.encode(pli.content().blobs()));
  }

  private Optional<Bytes> wrapped(Pli pli, int caseFile) {
    Secret key = pli.content().key();
    return key.length() == 0
        ? Optional.empty()
        : Optional.of(keys.wrapPliKey(cases.key(caseFile), pli.id().value(), key));
  }

  private Bytes chain(int caseFile, Pli pli, long ord) throws SQLException {
    Bytes previous = chains.get(caseFile);
    if (previous == null) {
      previous = database.first(Sql.LAST_CHAIN, row -> row.bytes(1), caseFile).orElse(ORIGIN);
    }
    Bytes next = chain(previous, pli.id().value(), pli.content().offer(), ord);
    chains.put(caseFile, next);
    return next;
  }

  static Bytes chain(Bytes previous, Bytes pid, Bytes offer, long ord) {
    return Hash.labelled(CHAIN, CHAINED, previous, pid, Hash.sha256(offer), Bytes.u64(ord));
  }

  private VerificationRow verification(Pli pli) {
    return VerificationRow.of(pli.verification(), pli.id().value(), keys);
  }

  void eraseKey(PliKey key) throws SQLException {
    database.run(Sql.ERASE_KEY, columns(key));
  }

  OptionalLong ord(PliKey key) throws SQLException {
    Optional<Long> ord = database.first(Sql.ORD, row -> row.number(1), columns(key));
    return ord.map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  private static Object[] columns(PliKey key) {
    return new Object[] {key.id().value(), PliRow.code(key.direction()), key.contact().value()};
  }

  // What is read.

  Optional<Pli> pli(PliKey key) throws SQLException {
    Optional<PliRow> row = database.first(Sql.PLI, PliRow::read, columns(key));
    return row.isEmpty() ? Optional.empty() : Optional.of(opened(row.get()));
  }

  /// Unfinished plis after an arrival number, in order; an empty list ends them.
  List<PliRow> unfinished(long after) throws SQLException {
    return database.list(Sql.OPEN_PLIS, PliRow::read, after);
  }

  List<PliRow> page(Archive.Filter filter, long after, int limit) throws SQLException {
    Optional<Integer> caseFile = filter.caseReference().flatMap(cases::find);
    if (filter.caseReference().isPresent() && caseFile.isEmpty()) {
      return List.of();
    }
    return database.list(
        sql(filter),
        PliRow::read,
        PliRow.code(filter.direction()),
        after,
        filter.contact().map(id -> id.value()),
        caseFile,
        filter.unreadOnly(),
        limit);
  }

  private static Sql sql(Archive.Filter filter) {
    if (filter.contact().isPresent()) {
      return Sql.PAGE_OF_CONTACT;
    }
    if (filter.caseReference().isPresent()) {
      return Sql.PAGE_OF_CASE;
    }
    return filter.unreadOnly() ? Sql.PAGE_OF_UNREAD : Sql.PAGE;
  }

  List<PliKey> between(Bytes lowest, Bytes highest) throws SQLException {
    return database.list(Sql.WITH_PREFIX, PliRow::readKey, lowest, highest);
  }

  int unread() throws SQLException {
    return database.first(Sql.UNREAD, row -> row.integer(1)).orElseThrow();
  }

  Pli opened(PliRow row) throws SQLException {
    Bytes pid = row.key().id().value();
    Secret key =
        row.wrapped().isEmpty()
            ? ERASED
            : keys.unwrapPliKey(cases.key(row.caseFile()), pid, row.wrapped().get());
    Verification judged = row.verification().open(pid, keys);
    return row.pli(key, judged, cases.name(row.caseFile()));
  }
}
