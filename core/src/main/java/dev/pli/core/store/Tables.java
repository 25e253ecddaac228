package dev.pli.core.store;

import dev.pli.core.Change;
import dev.pli.core.contact.Contact;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.StoredBlob;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/// The tables of one open database, each behind the type that knows its rows. Store thread only.
record Tables(
    Database database,
    CaseFiles cases,
    SelfRows self,
    ContactRows contacts,
    InvitationRows invitations,
    PliRows plis,
    BlobRows blobs,
    DeliveryRows delivery,
    EvidenceRows evidence,
    JournalRows journal,
    CarryRows carry) {

  static Tables of(Database database, VaultKeys keys) {
    var cases = new CaseFiles(database, keys);
    var plis = new PliRows(database, keys, cases);
    return new Tables(
        database,
        cases,
        new SelfRows(database, keys),
        new ContactRows(database, keys),
        new InvitationRows(database, keys),
        plis,
        new BlobRows(database, plis),
        new DeliveryRows(database, keys),
        new EvidenceRows(database),
        new JournalRows(database),
        new CarryRows(database, keys));
  }

  /// Forgets what was remembered of rows, after a transaction that was rolled back.
  void restart() throws SQLException {
    contacts.restart();
    plis.restart(Meta.read(database).arrivals());
    if (cases.isOpen()) {
      cases.load();
    }
  }

  /// Everything that a book holds, as the changes that bring it there.
  void recall(Consumer<Change> book) throws SQLException {
    self.self().ifPresent(found -> book.accept(new Change.SelfSaved(found)));
    self.pseudonymKey().ifPresent(key -> book.accept(new Change.PseudonymKeySaved(key)));
    self.settings().ifPresent(settings -> book.accept(new Change.SettingsSaved(settings)));
    self.recordSeq().ifPresent(seq -> book.accept(new Change.RecordNumbered(seq)));
    self.epochs().forEach(epoch -> book.accept(new Change.EpochSaved(epoch)));
    List<Contact> all = contacts.all();
    all.forEach(contact -> book.accept(new Change.ContactSaved(contact)));
    invitations.all().forEach(found -> book.accept(new Change.InvitationSaved(found)));
    recallPlis(book);
    recallDelivery(all, book);
    evidence.signed().forEach(book);
    evidence.seen().forEach(book);
    carry.all().forEach(keys -> book.accept(new Change.CarryKeysSaved(keys)));
    journal.lastEntry().ifPresent(entry -> book.accept(new Change.JournalWritten(entry)));
    journal.lastNotice().ifPresent(notice -> book.accept(new Change.Noticed(notice)));
  }

  private void recallPlis(Consumer<Change> book) throws SQLException {
    List<PliRow> rows = plis.unfinished(0);
    while (!rows.isEmpty()) {
      for (PliRow row : rows) {
        book.accept(new Change.PliSaved(plis.opened(row)));
        if (row.key().direction() == Direction.IN) {
          for (StoredBlob blob : blobs.of(row.key(), row.ord())) {
            book.accept(new Change.BlobSaved(blob));
          }
        }
      }
      rows = plis.unfinished(rows.getLast().ord());
    }
  }

  /// The numbers come last: they say more than the rows that are still queued.
  private void recallDelivery(List<Contact> all, Consumer<Change> book) throws SQLException {
    for (Contact contact : all) {
      delivery.outbox(contact.id()).forEach(row -> book.accept(new Change.Queued(row)));
    }
    delivery.sides().forEach(side -> book.accept(new Change.SendingSideSaved(side)));
    delivery.marks().forEach(mark -> book.accept(new Change.HighWaterMoved(mark)));
    delivery.linkPairs().forEach(pair -> book.accept(new Change.LinkPairSaved(pair)));
  }
}
