package dev.pli.core.conversation;

import java.util.Locale;

/// How far a pli has come. docs/spec/session.md, « delivery »; the JSON word is the constant in
/// lower case.
///
/// ```
/// out  QUEUED <-> SENDING -> RECEIVED -> DELIVERED       QUEUED -> CANCELLED
///                 SENDING -> DELIVERED                   SENDING -> FAILED
/// in   ARRIVING -> ARRIVED -> RECEIVED                   ARRIVING -> FAILED
/// ```
public enum PliState {
  /// On this device only.
  QUEUED,
  /// Its offer is on a link.
  SENDING,
  /// Out: all of it is on the other device, without a signed receipt. In: all of it is here.
  RECEIVED,
  /// Out: a receipt signed by the recipient was verified.
  DELIVERED,
  CANCELLED,
  FAILED,
  /// In: offered, not all of it here; not shown to people.
  ARRIVING,
  /// In: all of it is here and shown; the receipt due for it is not signed yet.
  ARRIVED;

  public String json() {
    return this == ARRIVED ? RECEIVED.json() : name().toLowerCase(Locale.ROOT);
  }

  /// Nothing more is expected of it.
  public boolean isFinal() {
    return switch (this) {
      case QUEUED, SENDING, ARRIVING, ARRIVED -> false;
      case RECEIVED, DELIVERED, CANCELLED, FAILED -> true;
    };
  }
}
