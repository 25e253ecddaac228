package dev.pli.core.store;

import dev.pli.core.Change;
import java.sql.SQLException;
import java.util.List;

/// Turns changes into rows; all changes of a call are one transaction. Store thread only.
final class ChangeWriter {
  private final Database database;
  private final SelfRows self;
  private final ContactRows contacts;
  private final InvitationRows invitations;
  private final PliRows plis;
  private final BlobRows blobs;
  private final DeliveryRows delivery;
  private final EvidenceRows evidence;
  private final JournalRows journal;
  private final CarryRows carry;

  ChangeWriter(Tables tables) {
    this.database = tables.database();
    this.self = tables.self();
    this.contacts = tables.contacts();
    this.invitations = tables.invitations();
    this.plis = tables.plis();
    this.blobs = tables.blobs();
    this.delivery = tables.delivery();
    this.evidence = tables.evidence();
    this.journal = tables.journal();
    this.carry = tables.carry();
  }

  /// All of them and the next step number, durable when this returns.
  void write(List<Change> changes) throws SQLException {
    database.transaction(() -> {
      for (Change change : changes) {
        write(change);
      }
      database.run(Sql.NEXT_STEP, plis.arrivals());
    });
  }

  private void write(Change change) throws SQLException {
    switch (change) {
      case Change.SelfSaved(var next) -> self.save(next);
      case Change.SettingsSaved(var next) -> self.save(next);
      case Change.RecordNumbered(var seq) -> self.saveRecordSeq(seq);
      case Change.PseudonymKeySaved(var key) -> self.savePseudonymKey(key);
      case Change.EpochSaved(var epoch) -> self.save(epoch);
      case Change.ContactSaved(var contact) -> contacts.save(contact);
      case Change.ContactForgotten(var contact) -> {
        contacts.forget(contact);
        carry.forget(contact);
      }
      case Change.InvitationSaved(var invitation) -> invitations.save(invitation);
      case Change.PliSaved(var pli) -> plis.save(pli);
      case Change.BlobSaved(var blob) -> blobs.save(blob);
      case Change.ContentErased(var pli) -> {
        blobs.erase(pli);
        plis.eraseKey(pli);
      }
      case Change.Queued(var row) -> delivery.queue(row);
      case Change.Acknowledged acknowledged -> delivery.acknowledge(acknowledged);
      case Change.Unqueued(var row) -> delivery.unqueue(row);
      case Change.SendingSideSaved(var side) -> delivery.save(side);
      case Change.HighWaterMoved(var mark) -> delivery.save(mark);
      case Change.HighWaterForgotten forgotten -> delivery.forget(forgotten);
      case Change.LinkPairSaved(var pair) -> delivery.save(pair);
      case Change.StatementKept(var statement) -> evidence.keep(statement);
      case Change.SignedForContact signed -> evidence.save(signed);
      case Change.SeenFromContact seen -> evidence.save(seen);
      case Change.CarryKeysSaved(var keys) -> carry.save(keys);
      case Change.JournalWritten(var entry) -> journal.write(entry);
      case Change.Noticed(var notice) -> journal.save(notice);
    }
  }
}
