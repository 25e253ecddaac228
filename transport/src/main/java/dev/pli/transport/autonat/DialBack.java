package dev.pli.transport.autonat;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.wire.WireRule.T006_FIELD;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.wire.MessageDecoder;
import dev.pli.transport.wire.ProtobufReader;
import dev.pli.transport.wire.ProtobufWriter;

/// What the server says on the link it has dialled back, and what it hears there.
///
/// ```
///  DialBack { nonce=1 fixed64 } ->        <- DialBackResponse { status=1, 0 is OK }
/// ```
///
/// Source: libp2p/specs `autonat/autonat-v2`.
public record DialBack(long nonce) {
  public static final String PROTOCOL = "/libp2p/autonat/2/dial-back";

  /// A nonce, or a status.
  public static final int MAX_BYTES = 64;

  /// The answer of who was waiting for it, with its length.
  public static final Bytes HEARD =
      MessageDecoder.encode(new ProtobufWriter().number(1, 0).encode());

  /// With its length.
  public Bytes encode() {
    return MessageDecoder.encode(new ProtobufWriter().fixed64(1, nonce).encode());
  }

  /// Rules T005, T006.
  public static DialBack parse(Bytes message) throws RejectedException {
    var reader = new ProtobufReader(message);
    boolean isThere = false;
    long nonce = 0;
    for (int field = reader.next(); field != 0; field = reader.next()) {
      if (field == 1) {
        nonce = reader.fixed64();
        isThere = true;
      }
    }
    require(isThere, T006_FIELD);
    return new DialBack(nonce);
  }

  /// Whether an answer says that the dial-back was heard. Rule T005.
  public static boolean isHeard(Bytes message) throws RejectedException {
    var reader = new ProtobufReader(message);
    long status = 0;
    for (int field = reader.next(); field != 0; field = reader.next()) {
      status = field == 1 ? reader.number() : status;
    }
    return status == 0;
  }
}
