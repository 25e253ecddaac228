package dev.pli.crypto.session;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hkdf;
import dev.pli.crypto.primitive.Secret;

/// The pre-shared keys of the three purposes. A link's is the `pairPsk` of the pairing, as it was
/// stored. docs/spec/session.md §6.
public final class Psk {
  private static final Bytes INVITE = Bytes.ascii("pli/1 invite");

  private Psk() {}

  /// Of a pairing.
  public static Secret ofInvitation(Secret inviteSecret) {
    return Hkdf.extract(INVITE, inviteSecret);
  }

  /// Of a rekey: `pairPsk` as the link's first handshake used or made it.
  public static Secret ofRekey(Secret pairPsk, Session running) {
    return Hkdf.extract(pairPsk, running.rekeyPsk());
  }
}
