package dev.pli.core.office;

import dev.pli.crypto.primitive.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One thing a person asks: a command of docs/cli.md with its options. A contact is named by label
/// or by eight or more digits of the fingerprint, a pli by eight or more digits of its id.
public sealed interface Request {

  /// Opens the node, or changes how it runs; absent options leave what was set before.
  record Start(
      List<String> listen,
      Optional<Boolean> lan,
      Optional<Duration> idle,
      Optional<Duration> lockAfter,
      Optional<Credentials> credentials)
      implements Request {
    public Start {
      listen = List.copyOf(listen);
    }
  }

  /// What opens a vault: the passphrase as it was typed, in UTF-8 (the node brings it to its
  /// canonical form), and the absolute path of the key file, which the node reads.
  record Credentials(Secret passphrase, Optional<String> keyFile) {}

  record Stop() implements Request {}

  record Lock() implements Request {}

  record Status() implements Request {}

  record Id() implements Request {}

  /// `out` is an absolute path, or absent. Exactly one of `label` and `replaces` is present.
  record Invite(
      Optional<String> label,
      Duration validity,
      List<String> addresses,
      Optional<String> out,
      boolean proof,
      Optional<String> replaces)
      implements Request {
    public Invite {
      addresses = List.copyOf(addresses);
    }
  }

  record Invitations() implements Request {}

  record CancelInvitation(String id) implements Request {}

  /// `link` is the whole `pli:` text. Exactly one of `label` and `replaces` is present.
  record Accept(
      String link,
      Optional<String> label,
      Optional<String> replaces,
      boolean proof,
      Duration patience)
      implements Request {
    /// Neither the link, which is a secret, nor a label.
    @Override
    public String toString() {
      return "Accept[proof=" + proof + "]";
    }
  }

  record Contacts() implements Request {}

  record ShowContact(String contact) implements Request {}

  record RenameContact(String contact, String label) implements Request {}

  record SetContact(String contact, Optional<String> country, Optional<Boolean> colleague)
      implements Request {}

  record AcknowledgeDevice(String contact, String device) implements Request {}

  /// `confirmed` is the answer to « really? ».
  record RemoveContact(String contact, boolean confirmed) implements Request {}

  record Verify(String contact, Comparison comparison) implements Request {}

  /// How a person compared the other's identity with what this device shows.
  sealed interface Comparison {
    /// Shows words, digits and code; changes nothing.
    record Show() implements Comparison {}

    /// Words or digits as heard, to be compared here.
    record Heard(String text) implements Comparison {}

    /// A person looked at both and says they are the same.
    record Same(boolean words) implements Comparison {}

    /// A person looked at both and says they differ.
    record Different() implements Comparison {}

    /// The text of the other's code, seen in person.
    record Met(String code) implements Comparison {}

    /// Back to « not verified ».
    record Reset() implements Comparison {}
  }

  /// `files` are absolute paths. `mention` is `confidential`, `official` or absent.
  record Send(
      String contact,
      String text,
      List<String> files,
      Optional<String> caseReference,
      Optional<String> mention,
      Optional<String> replaces,
      boolean noForward,
      Duration patience)
      implements Request {
    public Send {
      files = List.copyOf(files);
    }
  }

  /// Sends what a pli holds, text and enclosures, on to another contact.
  record Forward(String pli, String contact, boolean confirmed, Duration patience)
      implements Request {}

  record CancelPli(String pli) implements Request {}

  record Inbox(
      boolean sent,
      boolean unread,
      Optional<String> from,
      Optional<String> caseReference,
      Optional<String> after,
      int limit)
      implements Request {}

  record Read(String pli, boolean keepUnread, Optional<String> caseReference) implements Request {}

  /// `parts` empty: all enclosures. `directory` is an absolute path.
  record Save(String pli, String directory, List<Integer> parts, boolean force) implements Request {
    public Save {
      parts = List.copyOf(parts);
    }
  }

  /// `out` is an absolute path, or absent.
  record Receipt(String pli, Optional<String> out) implements Request {}

  /// Writes what waits for a contact into a file for a medium. `out` is an absolute path.
  record CarryExport(String contact, String out) implements Request {}

  /// Takes what a file from a medium holds. `file` is an absolute path.
  record CarryImport(String file) implements Request {}

  record Doctor(Optional<String> contact) implements Request {}

  record Journal(long after, int limit, boolean verify) implements Request {}
}
