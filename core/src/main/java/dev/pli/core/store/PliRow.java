package dev.pli.core.store;

import dev.pli.core.contact.ContactId;
import dev.pli.core.contact.Verification;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliId;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.PliState;
import dev.pli.core.delivery.Route;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A pli as its row and its offer's row hold it, before its key is unwrapped.
record PliRow(
    long ord,
    PliKey key,
    PliState state,
    Instant created,
    Instant arrived,
    Optional<Instant> delivered,
    Optional<Route> route,
    long textBytes,
    boolean unread,
    boolean noForward,
    Optional<PliId> replaces,
    VerificationRow verification,
    int caseFile,
    Optional<Bytes> wrapped,
    Bytes payload,
    List<Pli.Blob> blobs) {

  /// The columns that [#read] reads, with their tables.
  static final String SELECT =
      "SELECT p.ord, p.contact, p.direction, p.pid, p.state, p.created, p.arrived, p.delivered,"
          + " p.route, p.text_bytes, p.unread, p.no_forward, p.replaces, p.verification,"
          + " p.verified, p.compared, p.channel, p.case_file, p.wrapped, o.payload, o.blobs"
          + " FROM pli p JOIN offer o ON o.ord = p.ord";

  /// What a page leaves out, beside the columns that its index narrows: 1 direction, 2 after, 3
  /// contact, 4 case file, 5 unread alone, 6 limit.
  static final String FILTER =
      " AND (?3 IS NULL OR p.contact = ?3) AND (?4 IS NULL OR p.case_file = ?4)"
          + " AND (?5 = 0 OR p.unread = 1)"
          + " AND (?1 = 0 OR p.state IN ('ARRIVED', 'RECEIVED'))"
          + " ORDER BY p.ord LIMIT ?6";

  private static final int BLOB_BYTES = Long.BYTES + 32;

  static PliRow read(Row row) throws SQLException {
    return new PliRow(
        row.number(1),
        new PliKey(new ContactId(row.bytes(2)), direction(row, 3), new PliId(row.bytes(4))),
        row.constant(5, PliState.class),
        row.time(6),
        row.time(7),
        row.optionalTime(8),
        row.optionalConstant(9, Route.class),
        row.number(10),
        row.flag(11),
        row.flag(12),
        row.optionalBytes(13).map(PliId::new),
        VerificationRow.read(row, 14),
        row.integer(18),
        row.optionalBytes(19),
        row.bytes(20),
        blobs(row.bytes(21)));
  }

  /// Columns `pid, direction, contact`, as the index of ids has them.
  static PliKey readKey(Row row) throws SQLException {
    return new PliKey(new ContactId(row.bytes(3)), direction(row, 2), new PliId(row.bytes(1)));
  }

  static Direction direction(Row row, int column) throws SQLException {
    return row.integer(column) == 0 ? Direction.OUT : Direction.IN;
  }

  static int code(Direction direction) {
    return switch (direction) {
      case OUT -> 0;
      case IN -> 1;
    };
  }

  /// The pli, with an empty key where its content was erased.
  Pli pli(Secret contentKey, Verification judged, Optional<String> caseReference) {
    return new Pli(
        key,
        state,
        created,
        arrived,
        delivered,
        route,
        new Pli.Content(payload, contentKey, blobs),
        judged,
        textBytes,
        new Pli.Notes(caseReference, replaces, noForward, unread));
  }

  static Bytes encode(List<Pli.Blob> blobs) {
    ByteBuffer bytes = ByteBuffer.allocate(blobs.size() * BLOB_BYTES);
    for (Pli.Blob blob : blobs) {
      bytes.putLong(blob.sealedBytes()).put(blob.ct().buffer());
    }
    return Bytes.copyOf(bytes.flip());
  }

  private static List<Pli.Blob> blobs(Bytes bytes) {
    var blobs = new ArrayList<Pli.Blob>();
    ByteBuffer numbers = bytes.buffer();
    for (int at = 0; at < bytes.length(); at += BLOB_BYTES) {
      blobs.add(new Pli.Blob(numbers.getLong(at), bytes.slice(at + Long.BYTES, at + BLOB_BYTES)));
    }
    return blobs;
  }
}
