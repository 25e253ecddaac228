package dev.pli.core.store;

import static java.util.Optional.empty;

import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.contact.Counterpart;
import dev.pli.core.contact.Verification;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rows of contacts. A contact is saved whole and often, for a small part of it; what has not
/// changed since it was last saved is not written again. Store thread only.
final class ContactRows {
  private static final int PINNED = 0;
  private static final int SUCCESSOR = 1;

  private static final List<Sql> FORGETTING =
      List.of(
          Sql.FORGET_CONTACT,
          Sql.FORGET_COUNTERPARTS,
          Sql.FORGET_DEVICES,
          Sql.FORGET_OUTBOX,
          Sql.FORGET_SIDES,
          Sql.FORGET_MARKS,
          Sql.FORGET_PAIRS,
          Sql.FORGET_STATEMENTS,
          Sql.FORGET_SIGNED,
          Sql.FORGET_SEEN);

  private final Database database;
  private final VaultKeys keys;
  private final CounterpartRows counterparts;

  /// As they are in the database; forgotten after a failed commit.
  private final Map<ContactId, Contact> saved = new HashMap<>();

  ContactRows(Database database, VaultKeys keys) {
    this.database = database;
    this.keys = keys;
    this.counterparts = new CounterpartRows(database, keys);
  }

  void restart() {
    saved.clear();
  }

  void save(Contact contact) throws SQLException {
    Optional<Contact> before = Optional.ofNullable(saved.put(contact.id(), contact));
    if (before.filter(old -> Head.of(old).equals(Head.of(contact))).isEmpty()) {
      saveHead(contact);
    }
    counterparts.save(
        contact.id(), PINNED, before.map(Contact::counterpart), contact.counterpart());
    Optional<Counterpart> successor = before.flatMap(Contact::successor);
    if (contact.successor().isPresent()) {
      counterparts.save(contact.id(), SUCCESSOR, successor, contact.successor().get());
    } else if (successor.isPresent() || before.isEmpty()) {
      counterparts.dropSuccessor(contact.id());
    }
  }

  /// What the contact's own row holds.
  private record Head(
      String label,
      Contact.State state,
      boolean disputed,
      Verification verification,
      Optional<String> country,
      boolean colleague,
      Instant created) {
    private static Head of(Contact contact) {
      return new Head(
          contact.label(),
          contact.state(),
          contact.disputed(),
          contact.verification(),
          contact.country(),
          contact.colleague(),
          contact.created());
    }
  }

  private void saveHead(Contact contact) throws SQLException {
    var id = contact.id().value();
    var verification = VerificationRow.of(contact.verification(), id, keys);
    database.run(
        Sql.SAVE_CONTACT,
        id,
        contact.state().name(),
        keys.sealName(id, contact.label()),
        contact.disputed(),
        verification.kind(),
        verification.since(),
        verification.compared(),
        verification.channel(),
        contact.country(),
        contact.colleague(),
        contact.created());
  }

  void forget(ContactId contact) throws SQLException {
    saved.remove(contact);
    for (Sql sql : FORGETTING) {
      database.run(sql, contact.value());
    }
  }

  /// All of them; from now on they are known as saved.
  List<Contact> all() throws SQLException {
    saved.clear();
    for (Contact head : database.list(Sql.CONTACTS, this::head)) {
      saved.put(head.id(), whole(head));
    }
    return List.copyOf(saved.values());
  }

  private Contact whole(Contact head) throws SQLException {
    Counterpart pinned = counterparts.read(head.id(), PINNED).orElseThrow();
    return new Contact(
        head.id(),
        head.label(),
        head.state(),
        pinned,
        counterparts.read(head.id(), SUCCESSOR),
        head.disputed(),
        head.verification(),
        head.country(),
        head.colleague(),
        head.created());
  }

  /// A contact without its counterparts, which other tables hold.
  private Contact head(Row row) throws SQLException {
    var id = new ContactId(row.bytes(1));
    return new Contact(
        id,
        keys.openName(id.value(), row.bytes(2)),
        row.constant(3, Contact.State.class),
        CounterpartRows.NOBODY,
        empty(),
        row.flag(4),
        VerificationRow.read(row, 5).open(id.value(), keys),
        row.optionalText(9),
        row.flag(10),
        row.time(11));
  }
}
