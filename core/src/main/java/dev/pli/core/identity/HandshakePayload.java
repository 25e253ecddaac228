package dev.pli.core.identity;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.session.SessionRule.S001_LAYOUT;
import static dev.pli.crypto.session.SessionRule.S307_PADDING;
import static dev.pli.crypto.session.SessionRule.S308_PAYLOAD;
import static dev.pli.crypto.session.SessionRule.S310_ADDRESSEE;
import static dev.pli.crypto.session.SessionRule.S317_NO_PSK;

import dev.pli.core.layout.FieldReader;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.session.Purpose;
import java.time.Instant;

/// The content of the second and third message of a handshake, zero-padded to the exact size that
/// its purpose has.
///
/// ```
///  pv role flags | u16 c, card | FP | certificate | u16 d, device list | v, v x u16 | limits 20 |
///  incarnation | role 3 only: FP of the reader, link counter u64, last hash | zeros
/// ```
///
/// Parsing judges the layout and that the three fingerprints agree; whether the certificate is
/// signed and the device still listed is asked of these values afterwards. docs/spec/session.md §7.
public sealed interface HandshakePayload {
  Introduction introduction();

  /// The responder's: `hasNoPsk` says that it has lost the pairing.
  record Reply(Introduction introduction, boolean hasNoPsk) implements HandshakePayload {
    /// Refuses to go on without the pairing's key.
    public void requirePsk() throws RejectedException {
      require(!hasNoPsk, S317_NO_PSK);
    }
  }

  /// The initiator's: whom it means to reach, and how far it remembers their links.
  record Proof(Introduction introduction, Fingerprint to, LinkMark mark)
      implements HandshakePayload {
    /// Refuses a message that was meant for somebody else.
    public void requireTo(Fingerprint own) throws RejectedException {
      require(to.equals(own), S310_ADDRESSEE);
    }
  }

  /// The bytes for a handshake of `purpose`.
  default Bytes encode(Purpose purpose) {
    return purpose.pad(PayloadLayout.encode(this));
  }

  /// Reads the payload of the second message.
  static Reply parseReply(Bytes payload, Purpose purpose, Instant now) throws RejectedException {
    var fields = new FieldReader(payload, S001_LAYOUT);
    int flags = PayloadLayout.readHead(fields, PayloadLayout.RESPONDER);
    require(flags <= PayloadLayout.NO_PSK, S308_PAYLOAD);
    Introduction introduction = PayloadLayout.readIntroduction(fields, purpose, now);
    require(fields.rest().isZero(), S307_PADDING);
    return new Reply(introduction, flags == PayloadLayout.NO_PSK);
  }

  /// Reads the payload of the third message.
  static Proof parseProof(Bytes payload, Purpose purpose, Instant now) throws RejectedException {
    var fields = new FieldReader(payload, S001_LAYOUT);
    require(PayloadLayout.readHead(fields, PayloadLayout.INITIATOR) == 0, S308_PAYLOAD);
    Introduction introduction = PayloadLayout.readIntroduction(fields, purpose, now);
    var to = new Fingerprint(fields.bytes(Fingerprint.BYTES));
    LinkMark mark = LinkMark.read(fields);
    require(purpose == Purpose.LINK || mark.equals(LinkMark.NONE), S308_PAYLOAD);
    require(fields.rest().isZero(), S307_PADDING);
    return new Proof(introduction, to, mark);
  }
}
