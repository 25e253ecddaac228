package dev.pli.crypto.noise;

import java.util.Locale;

/// One step of a handshake message. Noise rev 34 §7.1; `e1` and `ekem1` of the hybrid forward
/// secrecy extension, with a KEM in its place.
enum Token {
  E,
  S,
  EE,
  ES,
  SE,
  PSK,
  E1,
  EKEM1;

  static Token parse(String text) {
    return valueOf(text.strip().toUpperCase(Locale.ROOT));
  }
}
