package dev.pli.crypto.statement;

import dev.pli.crypto.primitive.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;

/// Certificates that were found right: the receipts of one key epoch all carry the same one, and
/// its signature is checked once.
///
/// Holds public keys alone, and nothing of a certificate that was wrong. One owner thread.
public final class KnownCertificates {
  /// The signers of a busy hour; each takes some 3 kB.
  static final int MAX_KNOWN = 64;

  /// The last used at the end.
  private final Map<Claim, Boolean> known =
      new LinkedHashMap<>(MAX_KNOWN, 1, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Claim, Boolean> eldest) {
          return size() > MAX_KNOWN;
        }
      };

  /// That this certificate packs these keys for this time.
  private record Claim(KeySet keys, Validity validity, Bytes certificate) {}

  boolean isOf(KeySet keys, Validity validity, Bytes certificate) {
    var claim = new Claim(keys, validity, certificate);
    if (known.get(claim) != null) { // Asked for, so that it counts as used.
      return true;
    }
    boolean isRight = SelfSignedCertificate.isOf(keys, validity, certificate);
    if (isRight) {
      known.put(claim, true);
    }
    return isRight;
  }

  int size() {
    return known.size();
  }
}
