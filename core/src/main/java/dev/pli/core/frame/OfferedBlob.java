package dev.pli.core.frame;

import dev.pli.crypto.primitive.Bytes;

/// One sealed blob of an offer: its sealed length in bytes (unsigned), its commitment `ct_i`, and
/// its sealed bytes where they travel with the offer (empty: they are asked for).
public record OfferedBlob(long sealedBytes, Bytes ct, Bytes inline) {
  static final int CT_BYTES = 32;

  public OfferedBlob {
    if (ct.length() != CT_BYTES) {
      throw new IllegalArgumentException("a blob commitment of " + ct.length() + " bytes");
    }
  }

  public boolean isInline() {
    return !inline.isEmpty();
  }
}
