package dev.pli.core.store;

import dev.pli.core.contact.Verification;
import dev.pli.crypto.primitive.Bytes;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The four columns of a verification; what was typed about a call is sealed.
record VerificationRow(
    String kind, Instant since, Optional<String> compared, Optional<Bytes> channel) {
  private static final String NOT_VERIFIED = "NOT_VERIFIED";
  private static final String BY_VOICE = "BY_VOICE";
  private static final String MET = "MET";

  /// `id` is the row's, for the seal.
  static VerificationRow of(Verification verification, Bytes id, VaultKeys keys) {
    return switch (verification) {
      case Verification.NotVerified(var since) ->
          new VerificationRow(NOT_VERIFIED, since, Optional.empty(), Optional.empty());
      case Verification.Met(var since) ->
          new VerificationRow(MET, since, Optional.empty(), Optional.empty());
      case Verification.ByVoice(var since, var compared, var channel) ->
          new VerificationRow(
              BY_VOICE,
              since,
              Optional.of(compared.name()),
              channel.isEmpty() ? Optional.empty() : Optional.of(keys.sealName(id, channel)));
    };
  }

  static VerificationRow read(Row row, int first) throws SQLException {
    return new VerificationRow(
        row.text(first),
        row.time(first + 1),
        row.optionalText(first + 2),
        row.optionalBytes(first + 3));
  }

  Verification open(Bytes id, VaultKeys keys) throws SQLException {
    return switch (kind) {
      case NOT_VERIFIED -> new Verification.NotVerified(since);
      case MET -> new Verification.Met(since);
      case BY_VOICE ->
          new Verification.ByVoice(
              since,
              Verification.Compared.valueOf(compared.orElseThrow()),
              channel.isEmpty() ? "" : keys.openName(id, channel.get()));
      default -> throw new SQLException("no verification is called " + kind);
    };
  }
}
