package dev.pli.crypto.seal;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Padding;
import dev.pli.crypto.primitive.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The contents of SV9 and SV10: every step of Padmé up to 2^20, and a whole sealed pli.
final class SealVectors {
  /// Empty, one chunk and one byte, whole chunks, 17 chunks in two segments.
  private static final int[] SIZES = {0, 100, 16_385, 32_768, 270_000};

  private SealVectors() {}

  /// Byte `i` is `i mod 251`.
  static Bytes content(int size) {
    var bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i % 251);
    }
    return Bytes.copyOf(bytes);
  }

  /// The lengths that Padmé leaves as they are; every other is raised to the next of them.
  static Map<String, Object> padme() {
    var fixed = new ArrayList<Object>();
    for (long length = 0; length <= 1 << 20; length++) {
      if (Padding.padme(length) == length) {
        fixed.add(length);
      }
    }
    return Map.of("fixed_points", fixed);
  }

  static Map<String, Object> pli() {
    ContentKey key =
        ContentKey.of(Bytes.hex("a1".repeat(16)), Secret.copyOf(Bytes.hex("b2".repeat(32))));
    var parts = new ArrayList<PartEntry>();
    var blobs = new ArrayList<Map<String, Object>>();
    var commitments = new ArrayList<Bytes>();
    for (int i = 0; i < SIZES.length; i++) {
      Bytes content = content(SIZES[i]);
      parts.add(
          new PartEntry(
              "pièce " + i + ".bin",
              Hash.sha256(Bytes.ascii("salt " + i)),
              Hash.sha256(content),
              SIZES[i],
              "application/octet-stream"));
      Blob blob = Blob.seal(key.blobKey(i + 1), content);
      blobs.add(entries(key, i + 1, blob.bytes(), blob.sealed()));
      commitments.add(blob.sealed().ct());
    }
    var manifest = new Manifest(key.pid(), parts);
    Manifest.Sealed sealed = manifest.seal(key.blobKey(Manifest.BLOB));
    blobs.addFirst(entries(key, Manifest.BLOB, sealed.bytes(), sealed.blob()));
    commitments.addFirst(sealed.blob().ct());

    var entries = new LinkedHashMap<String, Object>();
    entries.put("pid", key.pid().hex());
    entries.put("k", key.secret().reveal().hex());
    entries.put("kc", key.commitment().hex());
    entries.put("sizes", List.of(0, 100, 16_385, 32_768, 270_000));
    entries.put("manifest", manifest.encode().utf8());
    entries.put("sealed_manifest", sealed.bytes().hex());
    entries.put("leaves", parts.stream().map(part -> part.leaf().hex()).toList());
    entries.put("root", manifest.root().hex());
    entries.put("blobs", blobs);
    entries.put("ct", Commitment.ct(commitments).hex());
    return entries;
  }

  private static Map<String, Object> entries(
      ContentKey key, int index, Bytes bytes, SealedBlob blob) {
    var entries = new LinkedHashMap<String, Object>();
    entries.put("index", index);
    entries.put("bk", key.blobKey(index).reveal().hex());
    entries.put("sealed_length", blob.sealedBytes());
    entries.put("sealed_sha256", Hash.sha256(bytes).hex());
    entries.put("content_sha256", blob.contentSha256().hex());
    entries.put("segment_digests", blob.digests().hex());
    entries.put("ct_i", blob.ct().hex());
    return entries;
  }
}
