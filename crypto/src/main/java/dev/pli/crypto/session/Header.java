package dev.pli.crypto.session;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.session.SessionRule.S301_HEADER;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.nio.ByteBuffer;
import java.util.Optional;

/// What stands in clear before M1, and is bound by the prologue. docs/spec/session.md §6.
///
/// ```
///  0       1         2           3              7                   23
///  +-------+---------+-----------+--------------+-------------------+
///  | ver=1 | suite=1 | purpose   | epoch u32    | invitation id 16  |   the id is zero unless PAIR,
///  +-------+---------+-----------+--------------+-------------------+   the epoch is zero unless REKEY
/// ```
public record Header(Purpose purpose, long epoch, Bytes invitationId) {
  public static final int BYTES = 23;
  public static final int INVITATION_ID_BYTES = 16;

  private static final int VERSION = 1;
  private static final int SUITE = 1;

  public Header {
    if (invitationId.length() != INVITATION_ID_BYTES
        || (purpose != Purpose.PAIR && !invitationId.isZero())
        || (purpose == Purpose.REKEY) != (epoch > 0)
        || epoch > Epoch.MAX_NUMBER) {
      throw new IllegalArgumentException("an id only when pairing, an epoch only in a rekey");
    }
  }

  public static Header pair(Bytes invitationId) {
    return new Header(Purpose.PAIR, 0, invitationId);
  }

  public static Header link() {
    return new Header(Purpose.LINK, 0, Bytes.zero(INVITATION_ID_BYTES));
  }

  /// For the epoch after the one that `running` is in.
  public static Header rekey(Session running) {
    return new Header(Purpose.REKEY, running.epoch() + 1, Bytes.zero(INVITATION_ID_BYTES));
  }

  public Bytes encode() {
    return Bytes.concat(
        Bytes.of(VERSION, SUITE, purpose.code()), Bytes.u32((int) epoch), invitationId);
  }

  /// The header at the start of `frame`. Rejects by S301.
  public static Header parse(Bytes frame) throws RejectedException {
    require(frame.length() >= BYTES, S301_HEADER);
    ByteBuffer input = frame.buffer();
    require(input.get() == VERSION && input.get() == SUITE, S301_HEADER);
    Optional<Purpose> purpose = Purpose.of(input.get());
    require(purpose.isPresent(), S301_HEADER);
    long epoch = Integer.toUnsignedLong(input.getInt());
    Bytes invitationId = frame.slice(input.position(), BYTES);
    boolean isRekey = purpose.orElseThrow() == Purpose.REKEY;
    require(isRekey == (epoch > 0) && epoch <= Epoch.MAX_NUMBER, S301_HEADER);
    require(purpose.orElseThrow() == Purpose.PAIR || invitationId.isZero(), S301_HEADER);
    return new Header(purpose.orElseThrow(), epoch, invitationId);
  }

  /// Rejects by S301 a rekey for another epoch than the one after that of `running`.
  public void requireFollows(Session running) throws RejectedException {
    require(purpose == Purpose.REKEY && epoch == running.epoch() + 1, S301_HEADER);
  }
}
