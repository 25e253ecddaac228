package dev.pli.core.frame;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.session.SessionRule.S001_LAYOUT;

import dev.pli.core.conversation.PliId;
import dev.pli.core.layout.FieldReader;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.util.Arrays;
import java.util.Optional;

/// The blob does not come, and why.
///
/// `pid 16 ‖ blob u8 ‖ code u8`. docs/spec/session.md §9.
public record BlobNo(PliId pli, int blob, Reason reason) {
  /// One answer for everything that is not there: it tells nothing about other contacts' plis.
  public enum Reason {
    GONE(1),
    BUSY(2),
    OVER_LIMIT(3);

    private final int code;

    Reason(int code) {
      this.code = code;
    }

    private static Optional<Reason> of(int code) {
      return Arrays.stream(values()).filter(reason -> reason.code == code).findFirst();
    }
  }

  public static BlobNo parse(Bytes body) throws RejectedException {
    var fields = new FieldReader(body, S001_LAYOUT);
    var pli = new PliId(fields.bytes(PliId.BYTES));
    int blob = fields.u8();
    Optional<Reason> reason = Reason.of(fields.u8());
    fields.end();
    require(reason.isPresent(), S001_LAYOUT);
    return new BlobNo(pli, blob, reason.get());
  }

  public Bytes encode() {
    return Bytes.concat(pli.value(), Bytes.of(blob, reason.code));
  }
}
