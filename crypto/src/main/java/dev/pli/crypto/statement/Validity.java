package dev.pli.crypto.statement;

/// From when to when a signer's certificate says it is valid, in seconds since 1970, both included.
public record Validity(long notBefore, long notAfter) {
  /// RFC 5280 §4.1.2.5: 99991231235959Z, "no well-defined expiration".
  public static final long NO_END = 253_402_300_799L;

  private static final long MILLIS = 1_000;

  public Validity {
    if (notBefore < 0 || notAfter < notBefore || notAfter > NO_END) {
      throw new IllegalArgumentException("expected 1970 <= notBefore <= notAfter <= 9999");
    }
  }

  /// Of a delivery key: the seconds in which `notBefore` and `notAfter`, in milliseconds, lie.
  public static Validity ofMillis(long notBefore, long notAfter) {
    return new Validity(notBefore / MILLIS, notAfter / MILLIS);
  }

  /// Of an identity key: from the milliseconds at which its card was created, without end.
  public static Validity since(long createdMillis) {
    return new Validity(createdMillis / MILLIS, NO_END);
  }
}
