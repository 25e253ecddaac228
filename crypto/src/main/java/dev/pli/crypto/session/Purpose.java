package dev.pli.crypto.session;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.session.SessionRule.S303_MESSAGE_LENGTH;
import static dev.pli.crypto.session.SessionRule.S307_PADDING;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.util.Optional;

/// What a handshake is for: it decides which PSK is used and how long its messages are, whatever
/// they say.
///
/// ```
///         header + M1     M2 = 1 184 + n + 16     M3 = 48 + n + 16
///  PAIR   1 335           4 016                   2 880               n = 2 816, room for the cards
///  LINK   1 335           1 840                     704               n =   640
///  REKEY  1 335           1 840                     704               n =   640
/// ```
public enum Purpose {
  PAIR(1, 2_816),
  LINK(2, 640),
  REKEY(3, 640);

  /// Payload 1 is 64 zero bytes: nothing is said before there is a key.
  static final int PAYLOAD_1_BYTES = 64;

  /// `e` and `e1`, in clear but for the tag of `e1`, and the tag of the payload.
  private static final int M1_BYTES = 32 + 1_184 + 16 + PAYLOAD_1_BYTES + 16;

  /// `e`, `ekem1` with its tag, `s` with its tag, and the tag of the payload.
  private static final int M2_OVERHEAD_BYTES = 32 + 1_088 + 16 + 32 + 16 + 16;

  /// `s` with its tag, and the tag of the payload.
  private static final int M3_OVERHEAD_BYTES = 32 + 16 + 16;

  private final int code;
  private final int payloadBytes;

  Purpose(int code, int payloadBytes) {
    this.code = code;
    this.payloadBytes = payloadBytes;
  }

  /// On the wire.
  public int code() {
    return code;
  }

  /// `n`: the length of payloads 2 and 3, padding included.
  public int payloadBytes() {
    return payloadBytes;
  }

  /// `fields` with zeros up to [#payloadBytes].
  public Bytes pad(Bytes fields) {
    return Bytes.concat(fields, Bytes.zero(payloadBytes - fields.length()));
  }

  /// Rejects by S307 a payload whose bytes after the first `used` are not zero.
  public static void requirePadding(Bytes payload, int used) throws RejectedException {
    require(payload.slice(used, payload.length()).isZero(), S307_PADDING);
  }

  static Optional<Purpose> of(int code) {
    for (Purpose purpose : values()) {
      if (purpose.code == code) {
        return Optional.of(purpose);
      }
    }
    return Optional.empty();
  }

  /// Rejects by S303.
  static void requireFirst(Bytes headerAndM1) throws RejectedException {
    require(headerAndM1.length() == Header.BYTES + M1_BYTES, S303_MESSAGE_LENGTH);
  }

  void requireSecond(Bytes m2) throws RejectedException {
    require(m2.length() == M2_OVERHEAD_BYTES + payloadBytes, S303_MESSAGE_LENGTH);
  }

  void requireThird(Bytes m3) throws RejectedException {
    require(m3.length() == M3_OVERHEAD_BYTES + payloadBytes, S303_MESSAGE_LENGTH);
  }

  void requirePayload(Bytes payload) {
    if (payload.length() != payloadBytes) {
      throw new IllegalArgumentException("expected a payload of " + payloadBytes + " bytes");
    }
  }
}
