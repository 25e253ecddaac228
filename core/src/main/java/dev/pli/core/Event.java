package dev.pli.core;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.address.PeerRecord;
import dev.pli.core.carry.CarryKey;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.delivery.Draft;
import dev.pli.core.delivery.LinkId;
import dev.pli.core.delivery.Route;
import dev.pli.core.delivery.Ticket;
import dev.pli.core.frame.Frame;
import dev.pli.core.identity.DeviceId;
import dev.pli.core.office.Request;
import dev.pli.crypto.Rule;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import java.util.List;
import java.util.Optional;

/// Something that has happened, for the [Messenger] to decide on.
public sealed interface Event {

  // What people asked.

  /// A request that the rules answer; the others are answered from the archive.
  record Asked(Ticket ticket, Request request) implements Event {}

  /// A pli's parts are sealed on this disk; it can be offered.
  record ContentSealed(Ticket ticket, ContactId to, Draft draft) implements Event {}

  /// A pli that is not all with its recipient is to be taken back.
  record CancelAsked(Ticket ticket, PliKey pli) implements Event {}

  /// A person has read a pli, or put it into a case file.
  record PliNoted(PliKey pli, boolean isRead, Optional<String> caseReference) implements Event {}

  record SettingsChosen(Settings settings) implements Event {}

  /// A person, or this program for them, did something that the journal keeps.
  record Acted(String kind, Optional<ContactId> about, String detail) implements Event {}

  /// A person waits for the network: contacts are looked for at once.
  record Hurried() implements Event {}

  /// A person asks whether this contact can be reached: it alone is looked for at once.
  record Sought(ContactId contact) implements Event {}

  // What the network did.

  /// A link is up and the peer's host key proven. `handshakeHash` binds the session to it.
  record LinkOpened(
      LinkId link,
      PeerId peer,
      Role role,
      Bytes handshakeHash,
      Route route,
      Optional<Multiaddr> address)
      implements Event {}

  /// One whole frame of the link's session stream, without its length.
  record FrameReceived(LinkId link, Bytes frame) implements Event {}

  record LinkClosed(LinkId link, String reason) implements Event {}

  record DialFailed(PeerId peer, String reason) implements Event {}

  /// Where a peer that may pass the gate can be dialled: the local network's discovery has seen it
  /// there, or it has said so itself on a link.
  record PeerFound(PeerId peer, List<Multiaddr> addresses) implements Event {
    public PeerFound {
      addresses = List.copyOf(addresses);
    }
  }

  /// A device that may pass the gate has signed where it can be dialled. Addresses that mean
  /// nothing from here are left out.
  record RecordReceived(PeerRecord record) implements Event {}

  /// This device can be dialled at these addresses now, and at no others.
  record AddressesChanged(List<Multiaddr> addresses) implements Event {
    public AddressesChanged {
      addresses = List.copyOf(addresses);
    }
  }

  // What was carried by hand.

  /// A file is about to be written for a contact: there must be a key to answer it under.
  record CarryPrepared(ContactId contact) implements Event {}

  /// A file for a contact is on its medium.
  record CarriedOut(ContactId contact, List<PliKey> plis) implements Event {
    public CarriedOut {
      plis = List.copyOf(plis);
    }
  }

  /// Frames that a contact's device has sealed into a file; the file is whole and was checked.
  /// `relNumber` is how many statements of this device it has seen.
  record CarriedIn(
      Ticket ticket, ContactId contact, DeviceId from, long relNumber, List<Carried> frames)
      implements Event {
    public CarriedIn {
      frames = List.copyOf(frames);
    }
  }

  /// One frame. The blobs of an offer that did not fit it lie here already, whole and synced, and
  /// `check` is what opening all of them has shown.
  record Carried(Frame frame, List<CarriedBlob> blobs, Optional<Check> check) {
    public Carried {
      blobs = List.copyOf(blobs);
    }
  }

  record CarriedBlob(int index, String file, Bytes digests) {}

  /// All of a file was taken: its writer's key, and when the key of this device that opened it was
  /// made.
  record CarryTaken(ContactId contact, CarryKey key, long openedBy) implements Event {}

  // What followed from a step.

  /// An incoming pli is complete and on disk: now its receipt may be signed.
  record PliSaved(PliKey pli) implements Event {}

  /// Segments of a blob up to `heldSegments` are synced. `digests` is the whole list, once it came.
  record TransferAdvanced(PliKey pli, int index, String file, Bytes digests, int heldSegments)
      implements Event {}

  /// The disk has been looked at: the blob is wanted from `fromSegment` on, on a stream with `tag`.
  record PullReady(LinkId link, PliKey pli, int index, int fromSegment, Bytes tag)
      implements Event {}

  /// A blob is whole, or the stream that carried it is gone. `bytes` is what has moved, sealed.
  record TransferEnded(LinkId link, PliKey pli, int index, long bytes, Ending ending)
      implements Event {}

  /// The stream of a blob that went out has ended.
  record PushEnded(LinkId link, long bytes) implements Event {}

  /// How a transfer ended.
  sealed interface Ending {
    /// All of it is synced here.
    record Whole() implements Ending {}

    /// The stream broke; what has arrived is kept.
    record Cut() implements Ending {}

    /// It broke a rule; nothing of this blob is kept.
    record Refused(Rule rule) implements Ending {}

    /// This disk cannot take it now.
    record NoRoom() implements Ending {}
  }

  /// Every blob of a pli was opened and compared with its offer.
  record ContentChecked(PliKey pli, Check check) implements Event {}

  /// What opening the content showed.
  sealed interface Check {
    record Sound(long textBytes) implements Check {}

    record Unsound(Rule rule) implements Check {}

    /// This disk failed; nothing is said about the content.
    record Unreadable() implements Check {}
  }

  /// The instant of the last [Effect.SetAlarm] has come.
  record AlarmRang() implements Event {}

  /// No further event waits: what was put off until now is due, in the same commit.
  record InboxDrained() implements Event {}
}
