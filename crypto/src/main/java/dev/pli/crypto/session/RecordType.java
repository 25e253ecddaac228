package dev.pli.crypto.session;

import static dev.pli.crypto.session.SessionRule.S404_RECORD_TYPE;

import dev.pli.crypto.RejectedException;

/// What a record carries. docs/spec/session.md §9.
public enum RecordType {
  /// The responder's first record of an epoch.
  FINISH(0x01),
  /// The initiator's first record of an epoch.
  CONFIRM(0x02),
  /// All ENVELOPEs up to this one are durable.
  ACK(0x03),
  /// The last record of this direction under the old chain.
  EPOCH(0x04),
  /// A message of the handshake that renews the epoch.
  REKEY(0x05),
  CLOSE(0x06),
  PING(0x07),
  ENVELOPE(0x10),
  BLOB_GET(0x11),
  BLOB_NO(0x12),
  /// Whatever a later version says in 0x80 to 0xBF: passed over.
  EXTENSION(0x80);

  private static final int LAST_EXTENSION = 0xBF;

  private final int code;

  RecordType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /// Rejects by S404.
  static RecordType of(int code) throws RejectedException {
    if (code >= EXTENSION.code && code <= LAST_EXTENSION) {
      return EXTENSION;
    }
    for (RecordType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new RejectedException(S404_RECORD_TYPE);
  }

  /// A person's content, which waits when the epoch is overdue.
  boolean isContent() {
    return this == ENVELOPE || this == BLOB_GET;
  }

  boolean opensEpoch() {
    return this == FINISH || this == CONFIRM;
  }
}
