package dev.pli.crypto.session;

import dev.pli.crypto.noise.Role;
import dev.pli.crypto.noise.Split;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Hkdf;
import dev.pli.crypto.primitive.Secret;

/// What one handshake gives beside its two chains: our role in it, its number on this link, and the
/// values exported from it.
///
/// `exp(label) = HKDF-Expand(T3, "pli/1 " ‖ label ‖ h, 32)`, for three labels and no other; T3 is
/// wiped once they are taken. docs/spec/session.md §8.
record Epoch(
    Role role, long number, Secret pairPsk, Secret rekeyPsk, Bytes rekeyBind, Bytes lastHash) {
  /// A link that has lived so long is closed and opened anew.
  static final long MAX_NUMBER = 65_535;

  private static final int EXPORT_BYTES = 32;
  private static final Bytes PAIR_PSK = Bytes.ascii("pli/1 pair psk");
  private static final Bytes REKEY_PSK = Bytes.ascii("pli/1 rekey psk");
  private static final Bytes REKEY_BIND = Bytes.ascii("pli/1 rekey bind");

  static Epoch of(Role role, long number, Split split) {
    Secret exporter = split.exporter();
    var epoch =
        new Epoch(
            role,
            number,
            export(exporter, PAIR_PSK, split.hash()),
            export(exporter, REKEY_PSK, split.hash()),
            export(exporter, REKEY_BIND, split.hash()).reveal(),
            Hash.sha256(split.hash()));
    exporter.wipe();
    return epoch;
  }

  private static Secret export(Secret exporter, Bytes label, Bytes hash) {
    return Hkdf.expand(exporter, Bytes.concat(label, hash), EXPORT_BYTES);
  }

  void wipe() {
    pairPsk.wipe();
    rekeyPsk.wipe();
  }
}
