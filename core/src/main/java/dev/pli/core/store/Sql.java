package dev.pli.core.store;

/// Every statement that runs on an open vault. No other text reaches the database but settings and
/// migrations, so each can be checked against the schema. docs/spec/vault.md V173.
enum Sql {
  BEGIN("BEGIN IMMEDIATE"),
  COMMIT("COMMIT"),
  ROLLBACK("ROLLBACK"),

  // The vault itself.

  NEW_META("INSERT INTO meta VALUES (1, ?, ?, 0, 0, 1, NULL)"),
  META("SELECT vault_id, head_serial, step, arrivals, clean, opened FROM meta"),
  NEXT_STEP("UPDATE meta SET step = step + 1, arrivals = ?"),
  OPENED("UPDATE meta SET clean = 0, opened = ?, head_serial = ?"),
  CLEAN("UPDATE meta SET clean = 1"),
  SAVE_SETTINGS("REPLACE INTO settings VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)"),
  SETTINGS(
      "SELECT profile, language, listen, port, lan_networks, idle, lock_after, relay"
          + " FROM settings"),
  SAVE_OWN_RECORD("REPLACE INTO own_record VALUES (1, ?)"),
  OWN_RECORD("SELECT seq FROM own_record"),
  SAVE_SELF("REPLACE INTO self VALUES (1, ?, ?, ?, ?)"),
  SELF("SELECT card, device, certificate, devices FROM self"),
  SAVE_OWN_KEY("REPLACE INTO own_key VALUES (?, ?)"),
  OWN_KEY("SELECT wrapped FROM own_key WHERE name = ?"),
  OWN_KEYS("SELECT name, wrapped FROM own_key WHERE name BETWEEN ? AND ? ORDER BY name"),
  DROP_OWN_KEY("DELETE FROM own_key WHERE name = ?"),

  // Case files.

  SAVE_CASE("INSERT INTO case_file VALUES (?, ?, ?, ?, ?, ?)"),
  CASES("SELECT id, uid, wrapped, name FROM case_file ORDER BY id"),

  // Contacts.

  SAVE_CONTACT("REPLACE INTO contact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
  CONTACTS(
      "SELECT id, label, state, disputed, verification, verified, compared, channel, country, colleague,"
          + " created FROM contact"),
  SAVE_COUNTERPART("REPLACE INTO counterpart VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
  COUNTERPART(
      "SELECT fingerprint, card, confirmed, psks, devices, held, proof, wanted, payload,"
          + " own_signature, peer_signature, agreement"
          + " FROM counterpart WHERE contact = ? AND place = ?"),
  SAVE_DEVICE("REPLACE INTO peer_device VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
  CUT_DEVICES("DELETE FROM peer_device WHERE contact = ? AND place = ? AND position >= ?"),
  DEVICES(
      "SELECT certificate, added, acknowledged, revoked, addresses, last_seen,"
          + " record_seq, record_addresses"
          + " FROM peer_device WHERE contact = ? AND place = ? ORDER BY position"),
  DROP_SUCCESSOR("DELETE FROM counterpart WHERE contact = ? AND place = 1"),
  FORGET_CONTACT("DELETE FROM contact WHERE id = ?"),
  FORGET_COUNTERPARTS("DELETE FROM counterpart WHERE contact = ?"),
  FORGET_DEVICES("DELETE FROM peer_device WHERE contact = ?"),
  FORGET_OUTBOX("DELETE FROM outbox WHERE contact = ?"),
  FORGET_SIDES("DELETE FROM sending_side WHERE contact = ?"),
  FORGET_MARKS("DELETE FROM high_water WHERE contact = ?"),
  FORGET_PAIRS("DELETE FROM link_pair WHERE contact = ?"),
  FORGET_STATEMENTS("DELETE FROM statement WHERE contact = ?"),
  FORGET_SIGNED("DELETE FROM signed_for WHERE contact = ?"),
  FORGET_SEEN("DELETE FROM seen_from WHERE contact = ?"),
  SAVE_INVITATION("REPLACE INTO invitation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
  INVITATIONS(
      "SELECT id, label, secret, addresses, created, expires, proof, replaces, state, used_by"
          + " FROM invitation ORDER BY id"),

  // Plis.

  NEW_PLI("INSERT INTO pli VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
  NEW_OFFER("INSERT INTO offer VALUES (?, ?, ?)"),
  /// The key, the offer and the place in the chain never change; a case file outside the range
  /// means that the row must be filed anew.
  CHANGE_PLI(
      "UPDATE pli SET state = ?, created = ?, arrived = ?, delivered = ?, route = ?,"
          + " text_bytes = ?, unread = ?, no_forward = ?, replaces = ?, verification = ?,"
          + " verified = ?, compared = ?, channel = ?"
          + " WHERE pid = ? AND direction = ? AND contact = ? AND case_file BETWEEN ? AND ?"),
  FILING("SELECT case_file, wrapped FROM pli WHERE pid = ? AND direction = ? AND contact = ?"),
  FILE_PLI(
      "UPDATE pli SET case_file = ?, wrapped = ?"
          + " WHERE pid = ? AND direction = ? AND contact = ?"),
  IN_TRAY(
      "SELECT pid, direction, contact, wrapped FROM pli WHERE case_file = 0 ORDER BY ord"
          + " LIMIT 200"),
  ERASE_KEY("UPDATE pli SET wrapped = NULL WHERE pid = ? AND direction = ? AND contact = ?"),
  ORD("SELECT ord FROM pli WHERE pid = ? AND direction = ? AND contact = ?"),
  LAST_CHAIN("SELECT chain FROM pli WHERE origin = ? ORDER BY ord DESC LIMIT 1"),
  PLI(PliRow.SELECT + " WHERE p.pid = ? AND p.direction = ? AND p.contact = ?"),
  OPEN_PLIS(
      PliRow.SELECT
          + " WHERE p.state IN ('QUEUED', 'SENDING', 'ARRIVING', 'ARRIVED') AND p.ord > ?"
          + " ORDER BY p.ord LIMIT 200"),
  WITH_PREFIX("SELECT pid, direction, contact FROM pli WHERE pid BETWEEN ? AND ? LIMIT 2"),
  PAGE(PliRow.SELECT + " WHERE p.direction = ?1 AND p.ord > ?2" + PliRow.FILTER),
  PAGE_OF_UNREAD(
      PliRow.SELECT + " WHERE p.unread = 1 AND p.ord > ?2 AND p.direction = ?1" + PliRow.FILTER),
  PAGE_OF_CONTACT(
      PliRow.SELECT + " WHERE p.contact = ?3 AND p.ord > ?2 AND p.direction = ?1" + PliRow.FILTER),
  PAGE_OF_CASE(
      PliRow.SELECT
          + " WHERE p.case_file = ?4 AND p.ord > ?2 AND p.direction = ?1"
          + PliRow.FILTER),
  UNREAD("SELECT count(*) FROM pli WHERE unread = 1"),

  // Blobs.

  SAVE_BLOB("REPLACE INTO blob VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
  BLOB_DIGESTS("SELECT digests FROM blob WHERE ord = ? AND idx = ?"),
  BLOBS(
      "SELECT idx, sealed_bytes, ct, place, file, small, digests, few, held FROM blob WHERE ord = ?"
          + " ORDER BY idx"),
  BLOB(
      "SELECT idx, sealed_bytes, ct, place, file, small, digests, few, held FROM blob"
          + " WHERE ord = ? AND idx = ?"),
  SAVE_BODY("REPLACE INTO body VALUES (?, ?)"),
  BODY("SELECT sealed FROM body WHERE id = ?"),
  SAVE_DIGESTS("REPLACE INTO blob_digest VALUES (?, ?)"),
  DIGESTS("SELECT digests FROM blob_digest WHERE id BETWEEN ? AND ? ORDER BY id"),
  DROP_DIGESTS("DELETE FROM blob_digest WHERE id BETWEEN ? AND ?"),
  DROP_BODIES("DELETE FROM body WHERE id BETWEEN ? AND ?"),
  DROP_BLOBS("DELETE FROM blob WHERE ord = ?"),
  KNOWS_FILE("SELECT 1 FROM blob WHERE file = ?"),

  // Delivery.

  QUEUE("REPLACE INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
  MOVE_NEXT(
      "UPDATE sending_side SET next = max(next, ? + 1)"
          + " WHERE contact = ? AND device = ? AND incarnation = ?"),
  LEAVE_OUTBOX(
      "DELETE FROM outbox WHERE contact = ? AND device = ? AND incarnation = ? AND number <= ?"),
  MOVE_ACKNOWLEDGED(
      "UPDATE sending_side SET acknowledged = ?"
          + " WHERE contact = ? AND device = ? AND incarnation = ?"),
  UNQUEUE("DELETE FROM outbox WHERE contact = ? AND device = ? AND incarnation = ? AND number = ?"),
  OUTBOX(
      "SELECT device, incarnation, number, queued, direction, pid, body FROM outbox"
          + " WHERE contact = ? ORDER BY device, incarnation, number"),
  SAVE_SIDE("REPLACE INTO sending_side VALUES (?, ?, ?, ?, ?)"),
  SIDES("SELECT contact, device, incarnation, next, acknowledged FROM sending_side"),
  SAVE_MARK("REPLACE INTO high_water VALUES (?, ?, ?, ?)"),
  MARKS("SELECT contact, device, incarnation, mark FROM high_water"),
  FORGET_MARK("DELETE FROM high_water WHERE contact = ? AND device = ? AND incarnation = ?"),
  SAVE_PAIR("REPLACE INTO link_pair VALUES (?, ?, ?)"),
  PAIRS("SELECT contact, device, wrapped FROM link_pair"),

  // Evidence.

  KEEP_STATEMENT(
      "INSERT INTO statement (contact, sid, kind, direction, pid, jws, seen)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (contact, sid) DO UPDATE SET kind = excluded.kind,"
          + " direction = excluded.direction, pid = excluded.pid, jws = excluded.jws,"
          + " seen = excluded.seen"),
  STATEMENT(
      "SELECT contact, sid, kind, direction, pid, jws, seen FROM statement"
          + " WHERE contact = ? AND sid = ?"),
  STATEMENTS_OF_PLI(
      "SELECT contact, sid, kind, direction, pid, jws, seen FROM statement"
          + " WHERE pid = ? AND direction = ? AND contact = ? ORDER BY id LIMIT 200"),
  EPOCHS_OF_PEER(
      "SELECT contact, sid, kind, direction, pid, jws, seen FROM statement"
          + " WHERE kind = 'PEER_EPOCH' AND contact = ? ORDER BY id LIMIT 200"),
  SAVE_EPOCH("REPLACE INTO epoch_key VALUES (?, ?, ?)"),
  OWN_EPOCHS("SELECT epoch, statement, wrapped FROM epoch_key ORDER BY epoch"),
  SAVE_SIGNED("REPLACE INTO signed_for VALUES (?, ?, ?, ?)"),
  SIGNED("SELECT contact, count, head, epochs_sent FROM signed_for"),
  SAVE_SEEN("REPLACE INTO seen_from VALUES (?, ?, ?)"),
  SEEN("SELECT contact, count, head FROM seen_from"),

  // Journal and notices.

  WRITE_JOURNAL("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)"),
  JOURNAL(
      "SELECT number, at, kind, subject, detail, previous, hash FROM journal"
          + " WHERE number > ? ORDER BY number LIMIT ?"),
  LAST_ENTRY(
      "SELECT number, at, kind, subject, detail, previous, hash FROM journal"
          + " WHERE number = (SELECT max(number) FROM journal)"),
  SAVE_NOTICE("REPLACE INTO notice VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
  NOTICES(
      "SELECT cursor, at, kind, pli, peer, state, bytes, total FROM notice"
          + " WHERE cursor > ? ORDER BY cursor LIMIT ?"),
  LAST_NOTICE(
      "SELECT cursor, at, kind, pli, peer, state, bytes, total FROM notice"
          + " WHERE cursor = (SELECT max(cursor) FROM notice)");

  private final String text;

  Sql(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
