package dev.pli.core.office;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a command shows: its keys of docs/cli.md, in their order. Absent values are `null` in JSON.
public sealed interface Result {

  record Initialised(
      String vault,
      String fingerprint,
      String device,
      String profile,
      Instant created,
      int passphraseBits,
      boolean keyFile,
      Optional<String> recoveryFile)
      implements Result {}

  record Started(
      String state,
      boolean started,
      long pid,
      String socket,
      List<String> listen,
      String device,
      Instant since,
      Optional<Instant> lastUnlock,
      List<Instant> failedUnlockTimes)
      implements Result {}

  record Stopped(String state, boolean wasRunning) implements Result {}

  record Locked(String state) implements Result {}

  /// `lan` is absent while no node runs, `open` unless the node is open. The keys of relay, port
  /// mapping and time stamps are the codec's until there are such things.
  record Status(
      String state,
      String vault,
      String version,
      Optional<Long> pid,
      Optional<Instant> since,
      List<String> listen,
      Optional<Boolean> lan,
      Optional<OpenStatus> open)
      implements Result {}

  /// What only an open node says.
  record OpenStatus(
      String fingerprint,
      int contacts,
      int queued,
      int unread,
      Optional<Instant> lastUnlock,
      int failedUnlocks,
      Optional<Instant> lastBackup) {}

  record Id(
      String fingerprint,
      String vault,
      String profile,
      Instant created,
      String device,
      List<View.Device> devices)
      implements Result {}

  record Invited(View.Invitation invitation) implements Result {}

  record Invitations(List<View.Invitation> invitations) implements Result {}

  /// One contact: of `accept`, and of `contacts` with an action.
  record OneContact(View.Contact contact) implements Result {}

  record Contacts(List<View.Contact> contacts) implements Result {}

  record Verified(
      String fingerprint,
      String label,
      List<String> wordsFr,
      List<String> wordsEn,
      String digits,
      String code,
      View.Verification verification,
      boolean keyChanged)
      implements Result {}

  /// Of `send` and `send --cancel`.
  record OnePli(View.Pli pli) implements Result {}

  record Plis(List<View.Pli> plis, Optional<String> next) implements Result {}

  record Opened(View.Pli pli, Optional<String> text) implements Result {}

  record Saved(String id, List<View.SavedFile> files) implements Result {}

  record Receipts(
      String id, String state, List<View.Receipt> receipts, View.Route route, Optional<String> file)
      implements Result {}

  /// `contact` is a fingerprint, `plis` and `receipts` are counts.
  record CarriedOut(String contact, String file, long size, String sha256, int plis, int receipts)
      implements Result {}

  /// `contact` is a fingerprint, absent where the file names nobody known; `repeated` counts what
  /// was here already.
  record CarriedIn(Optional<String> contact, String file, int plis, int receipts, int repeated)
      implements Result {}

  /// `result` is `ok`, `warning` or `failed`.
  record Checks(String result, List<View.Check> checks) implements Result {}

  /// `chain` is `intact`, `broken` or absent.
  record Journal(
      List<View.JournalEntry> entries,
      Optional<Long> first,
      Optional<Long> last,
      Optional<String> chain)
      implements Result {}

  /// Of the demonstration; made by the interface itself. `plaintextFound` is absent if nobody has
  /// looked.
  record Demo(
      List<View.DemoStep> steps, long totalMs, View.DemoFile file, Optional<Boolean> plaintextFound)
      implements Result {}
}
