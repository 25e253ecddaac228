package dev.pli.core;

import dev.pli.core.carry.CarryKeys;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.contact.IssuedInvitation;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.delivery.HighWater;
import dev.pli.core.delivery.LinkPair;
import dev.pli.core.delivery.Outgoing;
import dev.pli.core.delivery.SendingSide;
import dev.pli.core.evidence.EpochKeys;
import dev.pli.core.identity.DeviceId;
import dev.pli.core.journal.Entry;
import dev.pli.core.office.Notice;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.time.Instant;
import java.util.Optional;

/// A fact to save. One step's changes are saved in one transaction, all or none, before any of its
/// effects; the [Book] moves by the same changes.
///
/// Most are whole rows: saving one again under the same key replaces it. No session key is ever
/// part of one. A [Store] gives a restarted book the same changes back.
public sealed interface Change {

  /// Who this vault is; written once at creation, and again when the device changes.
  record SelfSaved(Self self) implements Change {}

  record SettingsSaved(Settings settings) implements Change {}

  /// The highest number that a record of this device's addresses may have used.
  record RecordNumbered(long seq) implements Change {}

  /// Key: contact id.
  record ContactSaved(Contact contact) implements Change {}

  /// A pairing that nobody confirmed is forgotten whole.
  record ContactForgotten(ContactId contact) implements Change {}

  /// Key: invitation id.
  record InvitationSaved(IssuedInvitation invitation) implements Change {}

  /// Key: pli key.
  record PliSaved(Pli pli) implements Change {}

  /// Key: pli key and index.
  record BlobSaved(StoredBlob blob) implements Change {}

  /// The content of a pli goes: its key, its blobs' rows and files. The row of the pli stays.
  record ContentErased(PliKey pli) implements Change {}

  /// Key: contact, device, incarnation and number. The sending side's `next` moves behind it.
  record Queued(Outgoing row) implements Change {}

  /// The device holds every envelope of this incarnation up to `mark`: those rows leave the outbox,
  /// and the sending side's `acknowledged` moves to it.
  record Acknowledged(ContactId contact, DeviceId device, long incarnation, long mark)
      implements Change {}

  /// One row leaves the outbox unsent: it is numbered anew, or its contact was removed.
  record Unqueued(Outgoing row) implements Change {}

  /// Key: contact and device.
  record SendingSideSaved(SendingSide side) implements Change {}

  /// Key: contact, device and incarnation.
  record HighWaterMoved(HighWater mark) implements Change {}

  /// How far one incarnation of a device has come here is not remembered any more.
  record HighWaterForgotten(ContactId contact, DeviceId device, long incarnation)
      implements Change {}

  /// Key: contact and device.
  record LinkPairSaved(LinkPair pair) implements Change {}

  /// A signed statement as it was sent or came, of either party. Key: contact and sid.
  record StatementKept(Kept statement) implements Change {}

  /// `pli` is absent for epochs and agreements; `seen` is when it was made or arrived.
  record Kept(
      ContactId contact, Bytes sid, Kind kind, Optional<PliKey> pli, Bytes jws, Instant seen) {

    /// What the statement is and whose.
    public enum Kind {
      OWN_RECEIPT,
      PEER_RECEIPT,
      PEER_EPOCH
    }
  }

  /// This device's receipt keys of one epoch, or their public half once erased. Key: epoch number.
  record EpochSaved(EpochKeys epoch) implements Change {}

  /// How many statements this device has signed for this contact, the last one's sid, and up to
  /// which epoch the contact has been sent this device's chain. Key: contact.
  record SignedForContact(ContactId contact, long count, Bytes head, int epochsSent)
      implements Change {}

  /// The highest count of statements this device has seen a contact sign for it, with that one's
  /// sid. Key: contact.
  record SeenFromContact(ContactId contact, long count, Bytes head) implements Change {}

  /// The carry keys of one contact, whole. Key: contact.
  record CarryKeysSaved(CarryKeys keys) implements Change {}

  record JournalWritten(Entry entry) implements Change {}

  /// A durable line of `watch`.
  record Noticed(Notice notice) implements Change {}

  /// The key from which pseudonyms of the journal and of networks are made; drawn at creation.
  record PseudonymKeySaved(Secret key) implements Change {}
}
