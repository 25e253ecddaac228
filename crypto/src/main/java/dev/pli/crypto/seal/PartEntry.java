package dev.pli.crypto.seal;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.seal.SealRule.S508_MANIFEST;
import static dev.pli.crypto.seal.SealRule.S509_SIZE;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.statement.CanonicalJson;
import dev.pli.crypto.statement.DisplayText;
import dev.pli.crypto.statement.JsonObject;
import java.util.Set;
import java.util.random.RandomGenerator;

/// One part of a pli as its manifest describes it: name, random salt, SHA-256 and size of the
/// content, media type.
public record PartEntry(String name, Bytes salt, Bytes sha256, long size, String type) {
  public static final int SALT_BYTES = 32;

  /// Longest media type; 64 full parts fit the manifest.
  public static final int MAX_TYPE_BYTES = 127;

  private static final Set<String> FIELDS = Set.of("name", "salt", "sha256", "size", "type");

  public PartEntry {
    if (salt.length() != SALT_BYTES || sha256.length() != Hash.BYTES) {
      throw new IllegalArgumentException("expected a salt and a hash of 32 bytes");
    }
  }

  /// With a fresh salt.
  public static PartEntry draw(
      String name, Bytes sha256, long size, String type, RandomGenerator random) {
    return new PartEntry(name, Secret.random(SALT_BYTES, random).reveal(), sha256, size, type);
  }

  /// `leaf_i`: what one part contributes to the root; with its entry it can be shown alone.
  public Bytes leaf() {
    return Commitment.leaf(salt, CanonicalJson.write(description()));
  }

  JsonObject toJson() {
    return description().with("salt", salt);
  }

  private JsonObject description() {
    return JsonObject.EMPTY
        .with("name", name)
        .with("sha256", sha256)
        .with("size", size)
        .with("type", type);
  }

  static PartEntry parse(JsonObject json) throws RejectedException {
    json.requireFields(FIELDS);
    String type = json.text("type");
    require(DisplayText.isAllowed(type, MAX_TYPE_BYTES), S508_MANIFEST);
    long size = json.integer("size");
    require(size <= Sealing.MAX_CONTENT_BYTES, S509_SIZE);
    return new PartEntry(
        json.text("name"),
        json.bytes("salt", SALT_BYTES),
        json.bytes("sha256", Hash.BYTES),
        size,
        type);
  }
}
