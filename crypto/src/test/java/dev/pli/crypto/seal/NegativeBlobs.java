package dev.pli.crypto.seal;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.TestJson;
import dev.pli.crypto.primitive.Aead;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.statement.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The part of SV11 that this package and the JSON under it refuse: manifests, blobs, digest lists,
/// JSON.
final class NegativeBlobs {
  private static final Secret KEY = Secret.copyOf(Bytes.hex("11".repeat(32)));
  private static final Bytes PID = Bytes.hex("a1".repeat(16));
  private static final String HASH = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  private NegativeBlobs() {}

  static List<Map<String, Object>> cases() {
    var cases = new ArrayList<Map<String, Object>>();
    addBlobs(cases);
    addDigestLists(cases);
    addManifests(cases);
    addJson(cases);
    return cases;
  }

  private static void addBlobs(List<Map<String, Object>> cases) {
    Bytes good = Blob.seal(KEY, SealVectors.content(100)).bytes();
    cases.add(blob("S505", good.slice(0, 271), 100));
    cases.add(blob("S506", flip(good, 7), 100));
    cases.add(blob("S506", chunk(0, false, Bytes.zero(256)), 100));
    cases.add(blob("S506", chunk(1, true, Bytes.zero(256)), 100));
    cases.add(blob("S507", chunk(0, true, flip(Bytes.zero(256), 255)), 100));
    cases.add(blob("S507", good, 257));
  }

  private static void addDigestLists(List<Map<String, Object>> cases) {
    Blob two = Blob.seal(KEY, SealVectors.content(270_000));
    Bytes list = two.sealed().digests();
    for (Bytes bad : List.of(flip(list, 40), list.slice(0, 32), Bytes.concat(list, list))) {
      cases.add(
          TestJson.entries(
              "kind",
              "digests",
              "code",
              "S503",
              "bytes",
              bad.hex(),
              "sealed_length",
              two.sealed().sealedBytes(),
              "ct_i",
              two.sealed().ct().hex()));
    }
  }

  private static void addManifests(List<Map<String, Object>> cases) {
    String pid = "oaGhoaGhoaGhoaGhoaGhoQ";
    String part = part("a", "1");
    for (String json :
        List.of(
            "{\"parts\":[],\"pid\":\"" + pid + "\",\"v\":1}",
            manifest(part, pid, "2"),
            manifest(part, "AAAAAAAAAAAAAAAAAAAAAA", "1"),
            manifest(part, pid + "==", "1"),
            " " + manifest(part, pid, "1"),
            manifest(part("", "1"), pid, "1"),
            manifest(part("..", "1"), pid, "1"),
            manifest(part("a/b", "1"), pid, "1"),
            manifest(part("a\u202e", "1"), pid, "1"),
            manifest(part + "," + part("A", "1"), pid, "1"),
            manifest(part("a", "1.0"), pid, "1"),
            manifest(part("a", "null"), pid, "1"))) {
      cases.add(TestJson.entries("kind", "manifest", "code", "S508", "text", json));
    }
    cases.add(
        TestJson.entries(
            "kind",
            "manifest",
            "code",
            "S509",
            "text",
            manifest(part("a", "17179869185"), pid, "1")));
  }

  private static void addJson(List<Map<String, Object>> cases) {
    for (String text : List.of("", "{", "[1,]", "01", "\"\\ud800\"", "{}x")) {
      cases.add(TestJson.entries("kind", "json", "code", "E102", "text", text));
    }
    for (String text : List.of(" {}", "{\"b\":1,\"a\":1}", "{\"a\":1,\"a\":1}", "\"\\u0041\"")) {
      cases.add(TestJson.entries("kind", "json", "code", "E103", "text", text));
    }
    cases.add(TestJson.entries("kind", "json", "code", "E104", "text", "[[[[[[[[[]]]]]]]]]"));
    for (String text : List.of("null", "-1", "1.0", "1e3", "9007199254740992")) {
      cases.add(TestJson.entries("kind", "json", "code", "E105", "text", text));
    }
    cases.add(TestJson.entries("kind", "json", "code", "E106", "text", "{\"é\":1}"));
  }

  static void replay(TestJson.Node node) throws RejectedException {
    switch (node.at("kind").text()) {
      case "blob" -> Blob.open(KEY, bytes(node), node.at("size").number());
      case "digests" ->
          SegmentDigests.parse(
              bytes(node), node.at("sealed_length").number(), Bytes.hex(node.at("ct_i").text()));
      case "manifest" -> Manifest.parse(Bytes.utf8(node.at("text").text()), PID);
      case "json" ->
          CanonicalJson.parse(Bytes.utf8(node.at("text").text()), CanonicalJson.MAX_PAYLOAD_BYTES);
      default -> throw new IllegalArgumentException(node.at("kind").text());
    }
  }

  private static Map<String, Object> blob(String code, Bytes sealed, int size) {
    return TestJson.entries(
        "kind",
        "blob",
        "code",
        code,
        "bytes",
        sealed.hex(),
        "bk",
        KEY.reveal().hex(),
        "size",
        size);
  }

  private static Bytes chunk(long index, boolean isLast, Bytes plaintext) {
    return Aead.seal(KEY, Sealing.nonce(index, isLast), Bytes.EMPTY, plaintext);
  }

  private static String manifest(String parts, String pid, String version) {
    return "{\"parts\":[" + parts + "],\"pid\":\"" + pid + "\",\"v\":" + version + "}";
  }

  private static String part(String name, String size) {
    return "{\"name\":\"%s\",\"salt\":\"%s\",\"sha256\":\"%s\",\"size\":%s,\"type\":\"x\"}"
        .formatted(name, HASH, HASH, size);
  }

  private static Bytes bytes(TestJson.Node node) {
    return Bytes.hex(node.at("bytes").text());
  }

  private static Bytes flip(Bytes bytes, int index) {
    byte[] flipped = bytes.toArray();
    flipped[index] ^= 1;
    return Bytes.copyOf(flipped);
  }
}
