package dev.pli.crypto.primitive;

import java.util.Base64;
import java.util.Optional;

/// base64url without padding, one text for each value: spare bits zero, so that decoding and
/// encoding again gives the same text. RFC 4648 §5; docs/spec/session.md §1, rule S003.
public final class Base64Url {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private Base64Url() {}

  public static String encode(Bytes bytes) {
    return ENCODER.encodeToString(bytes.array());
  }

  /// Empty for padding, another alphabet, white space, or spare bits that are not zero; the caller
  /// names its rule.
  public static Optional<Bytes> decode(String text) {
    try {
      Bytes bytes = Bytes.own(DECODER.decode(text));
      return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
