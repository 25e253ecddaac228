package dev.pli.core.store;

import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The rows of blobs: where each lies, its digests, and the bytes of the small ones. Store thread
/// only.
///
/// A transfer saves its blob every 8 MiB; digests are written once, so that costs one small row.
/// What is small lies in the row itself: a short text costs no further page.
final class BlobRows {
  private static final int MAX_BLOBS = 128; // More than a manifest and 64 parts.
  private static final int DIGESTS_A_ROW = 128;
  private static final int ROW_BYTES = DIGESTS_A_ROW * Hash.BYTES;
  private static final int MAX_DIGEST_ROWS = 1_024; // 16 GiB in segments of 256 KiB are 512.

  /// A manifest of one part, or a text of some lines.
  private static final int SMALL_BYTES = 1_040;

  /// Four digests: a blob of a mebibyte.
  private static final int FEW_BYTES = 4 * Hash.BYTES;

  private static final String IN_ROW = "ROW";
  private static final String IN_FILE = "FILE";
  private static final String ELSEWHERE = "ELSEWHERE";

  private final Database database;
  private final PliRows plis;

  BlobRows(Database database, PliRows plis) {
    this.database = database;
    this.plis = plis;
  }

  void save(StoredBlob blob) throws SQLException {
    OptionalLong found = plis.ord(blob.pli());
    if (found.isEmpty()) {
      throw new IllegalArgumentException("a blob of a pli that was never saved");
    }
    long id = id(found.getAsLong(), blob.index());
    saveDigests(found.getAsLong(), blob);
    String place = ELSEWHERE;
    Optional<String> file = Optional.empty();
    Optional<Bytes> small = Optional.empty();
    switch (blob.place()) {
      case StoredBlob.Place.Row(var sealed) -> {
        place = IN_ROW;
        small = Optional.of(sealed).filter(bytes -> bytes.length() <= SMALL_BYTES);
        if (small.isEmpty()) {
          database.run(Sql.SAVE_BODY, id, sealed);
        }
      }
      case StoredBlob.Place.File(var name) -> {
        place = IN_FILE;
        file = Optional.of(name);
      }
      case StoredBlob.Place.Elsewhere() -> {}
    }
    database.run(
        Sql.SAVE_BLOB,
        found.getAsLong(),
        blob.index(),
        blob.blob().sealedBytes(),
        blob.blob().ct(),
        place,
        file,
        small,
        blob.digests().length() / Hash.BYTES,
        Optional.of(blob.digests()).filter(BlobRows::isFew),
        blob.heldSegments());
  }

  private static long id(long ord, int index) {
    if (index < 0 || index >= MAX_BLOBS) {
      throw new IllegalArgumentException("a pli has no blob " + index);
    }
    return ord * MAX_BLOBS + index;
  }

  private static boolean isFew(Bytes digests) {
    return digests.length() <= FEW_BYTES;
  }

  /// Writes them when their number changed: they are checked against `ct`, so the same number is
  /// the same list.
  private void saveDigests(long ord, StoredBlob blob) throws SQLException {
    Bytes digests = blob.digests();
    Optional<Integer> stored =
        database.first(Sql.BLOB_DIGESTS, row -> row.integer(1), ord, blob.index());
    int kept = stored.orElse(0);
    if (kept * Hash.BYTES == digests.length()) {
      return;
    }
    long first = id(ord, blob.index()) * MAX_DIGEST_ROWS;
    if (kept * Hash.BYTES > FEW_BYTES) {
      database.run(Sql.DROP_DIGESTS, first, first + MAX_DIGEST_ROWS - 1);
    }
    if (isFew(digests)) {
      return;
    }
    for (int at = 0; at < digests.length(); at += ROW_BYTES) {
      Bytes piece = digests.slice(at, Math.min(at + ROW_BYTES, digests.length()));
      database.run(Sql.SAVE_DIGESTS, first + at / ROW_BYTES, piece);
    }
  }

  void erase(PliKey key) throws SQLException {
    OptionalLong ord = plis.ord(key);
    if (ord.isEmpty()) {
      return;
    }
    long first = id(ord.getAsLong(), 0);
    long last = first + MAX_BLOBS - 1;
    database.run(Sql.DROP_BODIES, first, last);
    database.run(
        Sql.DROP_DIGESTS, first * MAX_DIGEST_ROWS, last * MAX_DIGEST_ROWS + MAX_DIGEST_ROWS - 1);
    database.run(Sql.DROP_BLOBS, ord.getAsLong());
  }

  /// A row without its bytes and digests.
  private record Stored(
      int index,
      Pli.Blob blob,
      String place,
      Optional<String> file,
      Optional<Bytes> small,
      Optional<Bytes> few,
      int held) {}

  private static Stored stored(Row row) throws SQLException {
    return new Stored(
        row.integer(1),
        new Pli.Blob(row.number(2), row.bytes(3)),
        row.text(4),
        row.optionalText(5),
        row.optionalBytes(6),
        row.integer(7) == 0 ? Optional.of(Bytes.EMPTY) : row.optionalBytes(8),
        row.integer(9));
  }

  List<StoredBlob> of(PliKey key) throws SQLException {
    OptionalLong ord = plis.ord(key);
    return ord.isEmpty() ? List.of() : of(key, ord.getAsLong());
  }

  List<StoredBlob> of(PliKey key, long ord) throws SQLException {
    var blobs = new ArrayList<StoredBlob>();
    for (Stored stored : database.list(Sql.BLOBS, BlobRows::stored, ord)) {
      blobs.add(whole(key, ord, stored));
    }
    return blobs;
  }

  Optional<StoredBlob> of(PliKey key, int index) throws SQLException {
    OptionalLong ord = plis.ord(key);
    if (ord.isEmpty()) {
      return Optional.empty();
    }
    Optional<Stored> stored = database.first(Sql.BLOB, BlobRows::stored, ord.getAsLong(), index);
    return stored.isEmpty()
        ? Optional.empty()
        : Optional.of(whole(key, ord.getAsLong(), stored.get()));
  }

  private StoredBlob whole(PliKey key, long ord, Stored stored) throws SQLException {
    long id = id(ord, stored.index);
    StoredBlob.Place place =
        switch (stored.place) {
          case IN_ROW ->
              new StoredBlob.Place.Row(stored.small.isPresent() ? stored.small.get() : body(id));
          case IN_FILE -> new StoredBlob.Place.File(stored.file.orElseThrow());
          default -> new StoredBlob.Place.Elsewhere();
        };
    Bytes digests = stored.few.isPresent() ? stored.few.get() : digests(id);
    return new StoredBlob(key, stored.index, stored.blob, place, digests, stored.held);
  }

  private Bytes body(long id) throws SQLException {
    return database.first(Sql.BODY, row -> row.bytes(1), id).orElseThrow();
  }

  private Bytes digests(long id) throws SQLException {
    long first = id * MAX_DIGEST_ROWS;
    List<Bytes> rows =
        database.list(Sql.DIGESTS, row -> row.bytes(1), first, first + MAX_DIGEST_ROWS - 1);
    return Bytes.concat(rows.toArray(Bytes[]::new));
  }

  boolean knowsFile(String name) throws SQLException {
    return database.first(Sql.KNOWS_FILE, row -> row.integer(1), name).isPresent();
  }
}
