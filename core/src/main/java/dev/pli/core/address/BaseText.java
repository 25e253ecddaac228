package dev.pli.core.address;

import static dev.pli.core.address.AddressRule.T105_PEER_ID_TEXT;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.io.ByteArrayOutputStream;

/// Bytes as text: base58btc, and RFC 4648 base32 in lower case without padding.
///
/// Source: draft-msporny-base58-03, multibase. For short values only: base58 takes quadratic time.
final class BaseText {
  private static final String ALPHABET_58 =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final String ALPHABET_32 = "abcdefghijklmnopqrstuvwxyz234567";

  private BaseText() {}

  static String encode58(Bytes bytes) {
    var digits = convert(bytes.toArray(), 256, 58);
    var text = new StringBuilder();
    for (byte digit : digits) {
      text.append(ALPHABET_58.charAt(digit));
    }
    return text.toString();
  }

  static Bytes parse58(String text) throws RejectedException {
    return Bytes.copyOf(convert(digits(text, ALPHABET_58), 58, 256));
  }

  /// Refuses spare bits that are not zero, so each value has one text.
  static Bytes parse32(String text) throws RejectedException {
    var bytes = new ByteArrayOutputStream();
    int pending = 0;
    int bits = 0;
    for (byte digit : digits(text, ALPHABET_32)) {
      pending = pending << 5 | digit;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write(pending >> bits);
        pending &= (1 << bits) - 1;
      }
    }
    require(bits < 5 && pending == 0, T105_PEER_ID_TEXT);
    return Bytes.copyOf(bytes.toByteArray());
  }

  private static byte[] digits(String text, String alphabet) throws RejectedException {
    var digits = new byte[text.length()];
    for (int i = 0; i < digits.length; i++) {
      int digit = alphabet.indexOf(text.charAt(i));
      require(digit >= 0, T105_PEER_ID_TEXT);
      digits[i] = (byte) digit;
    }
    return digits;
  }

  /// The same number in another base. Each leading zero digit stands for itself.
  private static byte[] convert(byte[] digits, int from, int to) {
    int zeros = 0;
    while (zeros < digits.length && digits[zeros] == 0) {
      zeros++;
    }
    var number = new byte[digits.length * 2]; // Two digits of base 58 hold more than one byte.
    int length = 0;
    for (int i = zeros; i < digits.length; i++) {
      int carry = digits[i] & 0xff;
      int done = 0;
      for (int at = number.length - 1; carry != 0 || done < length; at--, done++) {
        carry += from * (number[at] & 0xff);
        number[at] = (byte) (carry % to);
        carry /= to;
      }
      length = done;
    }
    var result = new byte[zeros + length];
    System.arraycopy(number, number.length - length, result, zeros, length);
    return result;
  }
}
