package dev.pli.crypto.seal;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.seal.SealRule.S507_PADDING;
import static dev.pli.crypto.seal.SealRule.S508_MANIFEST;
import static dev.pli.crypto.seal.SealRule.S509_SIZE;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.statement.CanonicalJson;
import dev.pli.crypto.statement.JsonArray;
import dev.pli.crypto.statement.JsonObject;
import dev.pli.crypto.statement.JsonValue;
import dev.pli.crypto.statement.PartNames;
import dev.pli.crypto.statement.StatementRule;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The list of a pli's parts, itself blob 0: the only place of true sizes, names and salts.
///
/// Canonical JSON: `{parts:[{name,salt,sha256,size,type}…],pid,v:1}`. docs/spec/files.md §1.
public record Manifest(Bytes pid, List<PartEntry> parts) {
  /// 64 parts with full names and types fit.
  public static final int MAX_BYTES = CanonicalJson.MAX_OTHER_BYTES;

  /// Number of the manifest's blob; part `i` is blob `i + 1`.
  public static final int BLOB = 0;

  private static final Set<String> FIELDS = Set.of("parts", "pid", "v");

  public Manifest {
    parts = List.copyOf(parts);
    if (parts.isEmpty() || parts.size() > Sealing.MAX_PARTS) {
      throw new IllegalArgumentException("a pli has 1 to 64 parts");
    }
  }

  public Bytes encode() {
    return CanonicalJson.write(
        JsonObject.EMPTY
            .with("parts", new JsonArray(parts.stream().<JsonValue>map(PartEntry::toJson).toList()))
            .with("pid", pid)
            .with("v", 1));
  }

  /// Rejects by S508, and by S509 a part or a pli that is too large.
  public static Manifest parse(Bytes json, Bytes pid) throws RejectedException {
    try {
      return read(CanonicalJson.parseObject(json, MAX_BYTES), pid);
    } catch (RejectedException e) {
      // To the sender's fault of a bad JSON the spec gives one code, whatever is bad about it.
      throw e.rule() instanceof StatementRule ? new RejectedException(S508_MANIFEST) : e;
    }
  }

  private static Manifest read(JsonObject json, Bytes pid) throws RejectedException {
    json.requireFields(FIELDS);
    json.requireVersion();
    require(json.bytes("pid", ContentKey.PID_BYTES).equals(pid), S508_MANIFEST);
    List<JsonValue> values = json.array("parts").values();
    require(!values.isEmpty() && values.size() <= Sealing.MAX_PARTS, S508_MANIFEST);
    var parts = new ArrayList<PartEntry>();
    for (JsonValue value : values) {
      parts.add(PartEntry.parse(JsonObject.elementOf(value, JsonObject.class)));
    }
    PartNames.check(parts.stream().map(PartEntry::name).toList());
    require(contentBytes(parts) <= Sealing.MAX_PLI_BYTES, S509_SIZE);
    return new Manifest(pid, parts);
  }

  /// The root of the content, which receipts sign.
  public Bytes root() {
    return Commitment.root(parts.stream().map(PartEntry::leaf).toList());
  }

  /// All parts together.
  public long contentBytes() {
    return contentBytes(parts);
  }

  private static long contentBytes(List<PartEntry> parts) {
    return parts.stream().mapToLong(PartEntry::size).sum();
  }

  /// The manifest as blob 0 of its pli.
  public Sealed seal(Secret blobKey) {
    Bytes json = encode();
    var sealer = new ChunkSealer(blobKey, json.length());
    ByteBuffer content = ByteBuffer.wrap(json.toArray());
    ByteBuffer sealed = ByteBuffer.allocate(sealer.nextSealedBytes());
    sealer.seal(content, sealed);
    return new Sealed(Bytes.copyOf(sealed.flip()), sealer.finish());
  }

  /// A sealed manifest: the blob's bytes and their commitments.
  public record Sealed(Bytes bytes, SealedBlob blob) {}

  /// Opens blob 0. Its size is written nowhere: the JSON ends at its last byte that is not zero.
  /// Rejects by S505 to S509.
  public static Manifest open(Secret blobKey, Bytes sealed, Bytes pid) throws RejectedException {
    long padded = Sealing.paddedBytes(sealed.length());
    require(padded <= Sealing.SEGMENT_CONTENT_BYTES, S508_MANIFEST);
    var opener = new ChunkOpener(blobKey, sealed.length(), padded);
    ByteBuffer content = ByteBuffer.allocate((int) padded);
    opener.open(ByteBuffer.wrap(sealed.toArray()), content);
    Bytes json = withoutPadding(Bytes.copyOf(content.flip()));
    require(Sealing.sealedBytes(json.length()) == sealed.length(), S507_PADDING);
    return parse(json, pid);
  }

  private static Bytes withoutPadding(Bytes plaintext) {
    int end = plaintext.length();
    while (end > 0 && plaintext.at(end - 1) == 0) {
      end--;
    }
    return plaintext.slice(0, end);
  }
}
