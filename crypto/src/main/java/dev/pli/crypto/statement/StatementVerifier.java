package dev.pli.crypto.statement;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Base64Url;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;

/// Reads statements and checks both their signatures. docs/spec/evidence.md §1-2.
///
/// What a payload claims, and whether its signer may claim it, is for `core.evidence` to judge.
public final class StatementVerifier {
  private StatementVerifier() {}

  /// A statement whose two signatures are those of the key set it was checked against.
  ///
  /// @param payload what was signed
  /// @param type its `type`, which the headers repeat
  /// @param sid the statement's id
  public record Verified(JsonObject payload, String type, String sid) {}

  /// Everything but the signatures: whose keys are to be used is written in the payload. Rejects by
  /// E101 to E107, E201 to E205 and E212.
  public static UnverifiedStatement read(Bytes jws) throws RejectedException {
    return UnverifiedStatement.parse(jws);
  }

  /// Rejects by E101 to E107 and E2xx.
  public static Verified verify(Bytes jws, KeySet keys, Validity validity)
      throws RejectedException {
    return read(jws).verify(keys, validity);
  }

  /// The id of a statement, signed or not, by its payload: `b64u(SHA-256(b64u(payload)))`.
  /// Signatures differ each time and are not part of it.
  public static String sid(Bytes payload) {
    return Base64Url.encode(Hash.sha256(Bytes.ascii(Base64Url.encode(payload))));
  }
}
