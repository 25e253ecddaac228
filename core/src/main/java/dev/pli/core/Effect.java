package dev.pli.core;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.delivery.LinkId;
import dev.pli.core.delivery.Ticket;
import dev.pli.core.office.Answer;
import dev.pli.core.office.Notice;
import dev.pli.crypto.primitive.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Something to do, once the changes of its step are saved.
public sealed interface Effect {

  /// Puts one frame on the link's session stream.
  record Transmit(LinkId link, Bytes frame) implements Effect {}

  record CloseLink(LinkId link) implements Effect {}

  /// Ends the link's session stream with one byte 0x00, and closes the link. docs/spec/session.md
  /// §7.
  record AbortLink(LinkId link) implements Effect {}

  record Dial(PeerId peer, List<Multiaddr> addresses) implements Effect {
    public Dial {
      addresses = List.copyOf(addresses);
    }
  }

  /// Asks the peer of a link where it can be dialled; [Event.PeerFound] is the answer.
  record AskAddresses(LinkId link) implements Effect {}

  /// Looks at the networks more often, or less: whether a pli waits for a contact that is not
  /// reached.
  record LookOut(boolean closely) implements Effect {}

  /// Signs where this device can be dialled, and tells its contacts. `seq` is the first of
  /// [PeerRecord#EDITIONS] numbers.
  record Announce(long seq, List<Multiaddr> addresses) implements Effect {
    public Announce {
      addresses = List.copyOf(addresses);
    }
  }

  /// Replaces the list of peers that may pass.
  record Admit(Set<PeerId> contacts, boolean guests) implements Effect {
    public Admit {
      contacts = Set.copyOf(contacts);
    }
  }

  /// Sends a blob from a segment on, over a new stream that begins with `tag`.
  record Push(LinkId link, PliKey pli, int index, int fromSegment, Bytes tag) implements Effect {}

  /// Finds the first segment that this disk does not hold, at `fromSegment` or behind it, tells
  /// [Event.PullReady], and takes the stream that will begin with `tag`.
  record Pull(LinkId link, PliKey pli, int index, int fromSegment, Bytes tag) implements Effect {}

  /// The row that names a new blob's file is saved: what comes now outlives this process.
  record BlobNamed(PliKey pli, int index) implements Effect {}

  /// The stream will not come.
  record StopPull(PliKey pli, int index) implements Effect {}

  /// Opens every blob of a pli and compares it with the offer.
  record CheckContent(PliKey pli) implements Effect {}

  /// Ends pumps of a pli and removes these files.
  record EraseBlobs(PliKey pli, List<String> files) implements Effect {
    public EraseBlobs {
      files = List.copyOf(files);
    }
  }

  record Reply(Ticket ticket, Answer answer) implements Effect {}

  record Publish(Notice notice) implements Effect {}

  /// Rings once at `at`; a later one replaces it.
  record SetAlarm(Instant at) implements Effect {}

  /// Goes back to the messenger before anything else does.
  record Continue(Event event) implements Effect {}
}
