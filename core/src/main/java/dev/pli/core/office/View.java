package dev.pli.core.office;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The objects of docs/cli.md, key by key: what an interface shows of the vault. States and routes
/// are the JSON words; times have milliseconds; sizes are bytes.
public final class View {
  private View() {}

  public record Device(
      String device,
      Optional<String> label,
      Instant added,
      boolean current,
      boolean acknowledged,
      Optional<Instant> revoked) {}

  /// `state` is `not_verified`, `verified_by_voice` or `met`; `method` `words`, `digits`, `qr`.
  public record Verification(String state, Optional<String> method, Optional<Instant> at) {}

  public record Contact(
      String fingerprint,
      Optional<String> pendingFingerprint,
      String label,
      String state,
      Verification verification,
      boolean keyChanged,
      boolean proof,
      boolean reachable,
      Optional<String> path,
      Optional<Instant> lastSeen,
      int queued,
      Optional<String> country,
      boolean colleague,
      List<Device> devices) {
    public Contact {
      devices = List.copyOf(devices);
    }
  }

  public record Invitation(
      String invitation,
      String label,
      Optional<String> link,
      Optional<String> file,
      String fingerprint,
      List<String> addresses,
      Instant created,
      Instant expires,
      boolean proof,
      String state) {
    public Invitation {
      addresses = List.copyOf(addresses);
    }

    /// Neither the link, which is a secret, nor the label.
    @Override
    public String toString() {
      return "Invitation[" + invitation + ", " + state + "]";
    }

    /// The same, once its link is in a file.
    public Invitation in(String path) {
      return new Invitation(
          invitation,
          label,
          link,
          Optional.of(path),
          fingerprint,
          addresses,
          created,
          expires,
          proof,
          state);
    }
  }

  public record Enclosure(int part, String name, long size, String type, String sha256) {}

  /// `progress` is the content already moved, for people only; it is no key of the JSON object.
  public record Pli(
      String id,
      String direction,
      String peer,
      String label,
      String verification,
      String mode,
      String state,
      Optional<String> caseReference,
      Optional<String> mention,
      Instant created,
      Optional<Instant> delivered,
      Optional<Instant> expires,
      Optional<String> path,
      long textBytes,
      int parts,
      List<Enclosure> enclosures,
      boolean receipt,
      Optional<String> replaces,
      boolean noForward,
      boolean unread) {
    public Pli {
      enclosures = List.copyOf(enclosures);
    }
  }

  public record SavedFile(int part, String path, long size, String sha256) {}

  public record Receipt(
      String sid,
      String event,
      String act,
      String signer,
      Instant time,
      Instant seen,
      long skewMs,
      String commitment,
      List<String> algorithms,
      boolean valid) {}

  /// `places` are `this_device`, `peer_device` once the other device has all of it, and `medium`
  /// for what was carried.
  public record Route(Optional<String> path, List<String> places) {}

  /// `detail` and `what` are keys of sentences that the interface puts into words, with arguments.
  public record Check(String id, String state, Sentence detail, Optional<Sentence> what) {}

  /// A sentence to be said in the reader's language. With the key [#SAID] its one argument is the
  /// sentence itself, put into words on the other side of the local socket.
  public record Sentence(String key, List<String> arguments) {
    public static final String SAID = "said";

    public Sentence {
      arguments = List.copyOf(arguments);
    }

    public static Sentence of(String key, String... arguments) {
      return new Sentence(key, List.of(arguments));
    }
  }

  public record JournalEntry(
      long n, Instant at, String kind, Optional<String> subject, String detail, String hash) {}

  public record DemoStep(String step, boolean ok, long ms) {}

  /// Absent as long as no file has arrived.
  public record DemoFile(
      Optional<Long> bytes, Optional<String> sha256, Optional<Double> mibPerSecond) {}
}
