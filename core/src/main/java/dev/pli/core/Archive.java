package dev.pli.core;

import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.journal.Entry;
import dev.pli.core.office.Notice;
import dev.pli.crypto.primitive.Bytes;
import java.util.List;
import java.util.Optional;

/// What the vault remembers beyond the [Book]: history, evidence, journal. Reads only what is
/// committed; each call is one short query and blocks its caller.
///
/// While the vault is closed the calls that need a pli's key throw [VaultClosedException].
public interface Archive {

  /// Rows one call returns at most.
  int MAX_ROWS = 200;

  Optional<Pli> pli(PliKey key);

  /// Plis whose id begins with these hex digits, at most two: enough to see that it is ambiguous.
  List<PliKey> withIdPrefix(String digits);

  /// At most `limit` rows, oldest first by arrival.
  List<Pli> page(Filter filter, Optional<PliKey> after, int limit);

  /// What to show: every outgoing pli, or the incoming ones in state ARRIVED or RECEIVED. `contact`
  /// and `caseReference` narrow it when present.
  record Filter(
      Direction direction,
      boolean unreadOnly,
      Optional<ContactId> contact,
      Optional<String> caseReference) {}

  /// Blobs of a pli in order of index, with their digests.
  List<StoredBlob> blobs(PliKey key);

  Optional<StoredBlob> blob(PliKey key, int index);

  /// Statements kept about a pli, in order of arrival.
  List<Change.Kept> statements(PliKey key);

  Optional<Change.Kept> statement(ContactId contact, Bytes sid);

  /// The peer's epoch statements, in order of arrival.
  List<Change.Kept> epochs(ContactId contact);

  List<Entry> journal(long after, int limit);

  List<Notice> notices(long after, int limit);

  /// Incoming plis that are complete and unread.
  int unread();

  /// Thrown by reads that need keys which a closed vault has wiped.
  final class VaultClosedException extends RuntimeException {}
}
