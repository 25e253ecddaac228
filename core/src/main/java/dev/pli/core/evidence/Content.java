package dev.pli.core.evidence;

import static dev.pli.core.evidence.EvidenceRule.E509_OFFER_TERMS;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.statement.JsonObject;

/// What a pli holds, without showing any of it: the commitment to its sealed bytes and their
/// number, the commitment to its key, how many parts, the salted root over them, and the author's
/// mention.
///
/// The recipient computes every field but the mention from what has arrived, and copies none.
/// docs/spec/files.md §2.
public record Content(
    Bytes ct, long sealedBytes, Bytes keyCommitment, int parts, Bytes root, Mention mention) {
  /// Fixed by the spec.
  public static final int MAX_PARTS = 64;

  private static final int HASH_BYTES = 32;

  public Content {
    if (ct.length() != HASH_BYTES
        || keyCommitment.length() != HASH_BYTES
        || root.length() != HASH_BYTES) {
      throw new IllegalArgumentException("a commitment that is not 32 bytes");
    }
    if (parts < 1 || parts > MAX_PARTS) {
      throw new IllegalArgumentException("a pli of " + parts + " parts");
    }
  }

  static Content read(JsonObject fields) throws RejectedException {
    Bytes ct = fields.bytes("ct", HASH_BYTES);
    long sealedBytes = fields.integer("ctlen");
    Bytes keyCommitment = fields.bytes("kc", HASH_BYTES);
    Bytes root = fields.bytes("root", HASH_BYTES);
    Mention mention = Mention.read(fields);
    long parts = fields.integer("parts");
    require(parts >= 1 && parts <= MAX_PARTS, E509_OFFER_TERMS);
    return new Content(ct, sealedBytes, keyCommitment, (int) parts, root, mention);
  }

  JsonObject write(JsonObject fields) {
    return fields
        .with("conf", mention.word())
        .with("ct", ct)
        .with("ctlen", sealedBytes)
        .with("kc", keyCommitment)
        .with("parts", parts)
        .with("root", root);
  }
}
