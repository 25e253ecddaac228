package dev.pli.crypto.session;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.session.SessionRule.S001_LAYOUT;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;

/// The body of a REKEY record: `step u8 (1..3) ‖ message`, the message being what the handshake
/// would send as a frame: header and M1, M2, or M3. docs/spec/session.md §9.
public record RekeyStep(int step, Bytes message) {
  private static final int LAST = 3;

  public RekeyStep {
    if (step < 1 || step > LAST) {
      throw new IllegalArgumentException("a handshake has three steps");
    }
  }

  public Bytes encode() {
    return Bytes.concat(Bytes.of(step), message);
  }

  /// Rejects by S001; the message's own length is judged by the handshake.
  public static RekeyStep parse(Bytes body) throws RejectedException {
    require(!body.isEmpty(), S001_LAYOUT);
    int step = body.at(0);
    require(step >= 1 && step <= LAST, S001_LAYOUT);
    return new RekeyStep(step, body.slice(1, body.length()));
  }
}
