package dev.pli.core.frame;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.session.SessionRule.S001_LAYOUT;

import dev.pli.core.layout.FieldReader;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.util.random.RandomGenerator;

/// Asks whether the link still lives, or answers that it does.
///
/// `kind u8 (0 ask, 1 echo) ‖ 8 random bytes`; only an ask is echoed. docs/spec/session.md §9.
public record Ping(Kind kind, long number) {
  public enum Kind {
    ASK(0),
    ECHO(1);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  public static Ping ask(RandomGenerator random) {
    return new Ping(Kind.ASK, random.nextLong());
  }

  public static Ping parse(Bytes body) throws RejectedException {
    var fields = new FieldReader(body, S001_LAYOUT);
    int kind = fields.u8();
    require(kind == Kind.ASK.code || kind == Kind.ECHO.code, S001_LAYOUT);
    var ping = new Ping(kind == Kind.ASK.code ? Kind.ASK : Kind.ECHO, fields.u64());
    fields.end();
    return ping;
  }

  public Ping echo() {
    return new Ping(Kind.ECHO, number);
  }

  public Bytes encode() {
    return Bytes.concat(Bytes.of(kind.code), Bytes.u64(number));
  }
}
