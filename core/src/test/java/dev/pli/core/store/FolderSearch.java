package dev.pli.core.store;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Looks through every byte of a folder for what must not be there: words as UTF-8 and UTF-16, keys
/// raw, in hex and in base64; in names of files too.
final class FolderSearch {
  private final Map<String, byte[]> wanted = new TreeMap<>();

  /// Nothing that SQLite writes in clear is ever in a vault.
  static FolderSearch ofPlainSqlite() {
    var search = new FolderSearch();
    search.word("SQLite format 3");
    search.word("CREATE TABLE");
    search.word("high_water");
    return search;
  }

  FolderSearch word(String word) {
    wanted.put(word + " in UTF-8", word.getBytes(StandardCharsets.UTF_8));
    wanted.put(word + " in UTF-16LE", word.getBytes(StandardCharsets.UTF_16LE));
    return this;
  }

  FolderSearch key(String name, Secret key) {
    Bytes bytes = key.reveal();
    wanted.put(name, bytes.toArray());
    wanted.put(name + " in hex", bytes.hex().getBytes(StandardCharsets.US_ASCII));
    wanted.put(
        name + " in base64",
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(bytes.toArray())
            .getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  /// What was found, and where; files that vanish meanwhile are passed over.
  List<String> hits(Path folder) throws IOException {
    var hits = new ArrayList<String>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.toList()) {
        byte[] name = folder.relativize(path).toString().getBytes(StandardCharsets.UTF_8);
        byte[] content = Files.isRegularFile(path) ? Files.readAllBytes(path) : new byte[0];
        for (var entry : wanted.entrySet()) {
          if (holds(name, entry.getValue()) || holds(content, entry.getValue())) {
            hits.add(entry.getKey() + " in " + folder.relativize(path));
          }
        }
      }
    }
    return hits;
  }

  private static boolean holds(byte[] bytes, byte[] part) {
    for (int at = 0; at <= bytes.length - part.length; at++) {
      if (bytes[at] == part[0] && matches(bytes, at, part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] bytes, int at, byte[] part) {
    for (int i = 1; i < part.length; i++) {
      if (bytes[at + i] != part[i]) {
        return false;
      }
    }
    return true;
  }
}
