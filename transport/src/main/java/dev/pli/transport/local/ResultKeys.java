package dev.pli.transport.local;

import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import java.util.List;
import java.util.Map;

/// The names of the keys that each command shows, for the answers that must have them and know
/// nothing: a vault that is damaged, say, opens for no command. docs/cli.md, « JSON ».
final class ResultKeys {
  private static final Map<Class<? extends Result>, String> NAMES =
      Map.ofEntries(
          Map.entry(
              Result.Initialised.class,
              "vault fingerprint device profile created passphrase_bits key_file recovery_file"),
          Map.entry(
              Result.Started.class,
              "state started pid socket listen device since last_unlock failed_unlock_times"),
          Map.entry(Result.Stopped.class, "state was_running"),
          Map.entry(Result.Locked.class, "state"),
          Map.entry(
              Result.Status.class,
              "state vault version pid since listen relay upnp lan tsa fingerprint contacts queued"
                  + " unread last_unlock failed_unlocks last_backup incident"),
          Map.entry(Result.Id.class, "fingerprint vault profile created device devices"),
          Map.entry(
              Result.Invited.class,
              "invitation label link file fingerprint addresses created expires proof state"),
          Map.entry(Result.Invitations.class, "invitations"),
          Map.entry(Result.OneContact.class, "contact"),
          Map.entry(Result.Contacts.class, "contacts"),
          Map.entry(
              Result.Verified.class,
              "fingerprint label words_fr words_en digits code verification key_changed"),
          Map.entry(Result.OnePli.class, "pli"),
          Map.entry(Result.Plis.class, "plis next"),
          Map.entry(Result.Opened.class, "pli text"),
          Map.entry(Result.Saved.class, "id files"),
          Map.entry(Result.Receipts.class, "id state receipts route file"),
          Map.entry(Result.CarriedOut.class, "contact file size sha256 plis receipts"),
          Map.entry(Result.CarriedIn.class, "contact file plis receipts repeated"),
          Map.entry(Result.Checks.class, "result checks"),
          Map.entry(Result.Journal.class, "entries first last chain"),
          Map.entry(Result.Demo.class, "steps total_ms file plaintext_found"));

  private ResultKeys() {}

  /// In their order; none for what is no command's.
  static List<String> of(Class<? extends Result> type) {
    String names = NAMES.get(type);
    return names == null ? List.of() : List.of(names.split(" "));
  }

  /// Each of them with nothing.
  static Keys unknown(Class<? extends Result> type) {
    var keys = new Keys();
    of(type).forEach(name -> keys.put(name, null));
    return keys;
  }

  /// What the answer to `asked` shows.
  static Class<? extends Result> type(Request asked) {
    return switch (asked) {
      case Request.Start _ -> Result.Started.class;
      case Request.Stop _ -> Result.Stopped.class;
      case Request.Lock _ -> Result.Locked.class;
      case Request.Status _ -> Result.Status.class;
      case Request.Id _ -> Result.Id.class;
      case Request.Invite _, Request.CancelInvitation _ -> Result.Invited.class;
      case Request.Invitations _ -> Result.Invitations.class;
      case Request.Accept _,
          Request.ShowContact _,
          Request.RenameContact _,
          Request.SetContact _,
          Request.AcknowledgeDevice _,
          Request.RemoveContact _ ->
          Result.OneContact.class;
      case Request.Contacts _ -> Result.Contacts.class;
      case Request.Verify _ -> Result.Verified.class;
      case Request.Send _, Request.Forward _, Request.CancelPli _ -> Result.OnePli.class;
      case Request.Inbox _ -> Result.Plis.class;
      case Request.Read _ -> Result.Opened.class;
      case Request.Save _ -> Result.Saved.class;
      case Request.Receipt _ -> Result.Receipts.class;
      case Request.CarryExport _ -> Result.CarriedOut.class;
      case Request.CarryImport _ -> Result.CarriedIn.class;
      case Request.Doctor _ -> Result.Checks.class;
      case Request.Journal _ -> Result.Journal.class;
    };
  }
}
