package dev.pli.core.evidence;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Base64Url;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.statement.CanonicalJson;
import dev.pli.crypto.statement.JsonObject;
import dev.pli.crypto.statement.UnverifiedStatement;
import java.util.Optional;

/// The name of a statement: the hash of its payload as it stands in the signed form, 32 bytes.
///
/// Signatures are not part of it: they are randomised, and twins must not fork a chain. An offer
/// that nobody signed is named in the same way. docs/spec/evidence.md §1.
public record Sid(Bytes value) implements Comparable<Sid> {
  public static final int BYTES = 32;

  public Sid {
    if (value.length() != BYTES) {
      throw new IllegalArgumentException("a statement's name of " + value.length() + " bytes");
    }
  }

  public static Sid ofPayload(Bytes payload) {
    return new Sid(Hash.sha256(Bytes.ascii(Base64Url.encode(payload))));
  }

  static Sid ofPayload(JsonObject payload) {
    return ofPayload(CanonicalJson.write(payload));
  }

  /// Of a statement that has come, checked or not.
  public static Sid of(UnverifiedStatement statement) {
    return ofPayload(statement.payload());
  }

  /// The field `name`; else E106 or E107.
  static Sid read(JsonObject fields, String name) throws RejectedException {
    return new Sid(fields.bytes(name, BYTES));
  }

  /// As [#read], where an empty text says that there is none.
  static Optional<Sid> readOptional(JsonObject fields, String name) throws RejectedException {
    return fields.text(name).isEmpty() ? Optional.empty() : Optional.of(read(fields, name));
  }

  /// Base64url, as it stands in JSON.
  public String text() {
    return Base64Url.encode(value);
  }

  @Override
  public int compareTo(Sid other) {
    return value.compareTo(other.value);
  }
}
