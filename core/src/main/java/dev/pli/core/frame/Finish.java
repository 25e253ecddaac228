package dev.pli.core.frame;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.session.SessionRule.S001_LAYOUT;
import static dev.pli.crypto.session.SessionRule.S308_PAYLOAD;
import static dev.pli.crypto.session.SessionRule.S310_ADDRESSEE;

import dev.pli.core.identity.Fingerprint;
import dev.pli.core.identity.LinkMark;
import dev.pli.core.layout.FieldReader;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.session.Purpose;

/// The responder's first record: it names the initiator, says how far it remembers their links, and
/// what it has received.
///
/// `FP of the initiator 32 ‖ link counter u64 ‖ last hash 32 ‖ SYNC`; the mark is zero unless the
/// handshake was a link. docs/spec/session.md §7.
public record Finish(Fingerprint initiator, LinkMark mark, Sync sync) {
  public static Finish parse(Bytes body, Purpose purpose) throws RejectedException {
    var fields = new FieldReader(body, S001_LAYOUT);
    var initiator = new Fingerprint(fields.bytes(Fingerprint.BYTES));
    LinkMark mark = LinkMark.read(fields);
    require(purpose == Purpose.LINK || mark.equals(LinkMark.NONE), S308_PAYLOAD);
    return new Finish(initiator, mark, Sync.parse(fields.rest(), purpose));
  }

  public Bytes encode() {
    return Bytes.concat(initiator.value(), mark.encode(), sync.encode());
  }

  /// Refuses a record that was meant for somebody else.
  public void requireInitiator(Fingerprint own) throws RejectedException {
    require(initiator.equals(own), S310_ADDRESSEE);
  }
}
