package dev.pli.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every use of a key or a hash has its own versioned label, and this module has these and no
/// other. docs/spec/session.md §8; docs/spec/files.md §2.
class LabelsTest {
  private static final Pattern LABEL = Pattern.compile("\"((?:pli/1 |REMISE/v1/)[^\"]+)\"");

  /// Of `LH`: the label's length goes before it, so one cannot be the start of another.
  private static final Set<String> OF_HASHES =
      Set.of(
          "REMISE/v1/blob",
          "REMISE/v1/content",
          "REMISE/v1/keyset",
          "REMISE/v1/part",
          "REMISE/v1/sealed");

  /// Of `D`, ended by a zero byte, and followed by a pid and an index of fixed lengths.
  private static final Set<String> OF_CONTENT_KEYS =
      Set.of("REMISE/v1/blob\\0", "REMISE/v1/commit\\0");

  /// Of `exp`, each followed by the 32 bytes of h.
  private static final Set<String> OF_EXPORTS =
      Set.of("pli/1 pair psk", "pli/1 rekey bind", "pli/1 rekey psk");

  /// Of HMAC under a chain key, after one byte that differs.
  private static final Set<String> OF_CHAINS = Set.of("pli/1 chain", "pli/1 msg");

  /// The salt of an extraction.
  private static final Set<String> OF_INVITATIONS = Set.of("pli/1 invite");

  @Test
  void areTheListedOnes() throws IOException {
    var listed = new TreeSet<String>();
    for (Set<String> labels :
        Set.of(OF_HASHES, OF_CONTENT_KEYS, OF_EXPORTS, OF_CHAINS, OF_INVITATIONS)) {
      listed.addAll(labels);
    }
    assertEquals(listed, inCode());
  }

  @Test
  void areDistinct() {
    for (Set<String> labels : Set.of(OF_CONTENT_KEYS, OF_EXPORTS, OF_CHAINS)) {
      for (String label : labels) {
        assertEquals(
            1,
            labels.stream().filter(other -> other.startsWith(label)).count(),
            label + " begins another of its function");
      }
    }
  }

  private static Set<String> inCode() throws IOException {
    try (var files = Files.walk(Path.of("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(file -> LABEL.matcher(withoutComments(file)).results())
          .map(label -> label.group(1))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String withoutComments(Path file) {
    try {
      return Files.readString(file).replaceAll("(?m)^\\s*///.*$", "");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
