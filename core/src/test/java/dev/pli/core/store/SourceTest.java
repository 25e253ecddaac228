package dev.pli.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What must not even be written down in this package, for the driver would take it.
class SourceTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/pli/core/store");
  private static final Path RESOURCES = Path.of("src/main/resources/dev/pli/core/store");

  /// Lines of code, without comments, that hold the pattern.
  private static List<String> lines(String pattern) throws IOException {
    var wanted = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    var found = new ArrayList<String>();
    for (Path folder : List.of(SOURCES, RESOURCES)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(SourceTest::isCode).toList()) {
          for (String line : Files.readAllLines(file)) {
            String code = line.replaceAll("(///|// |--).*", "");
            if (wanted.matcher(code).find()) {
              found.add(file.getFileName() + ": " + line.strip());
            }
          }
        }
      }
    }
    return found;
  }

  private static boolean isCode(Path file) {
    return file.toString().endsWith(".java") || file.toString().endsWith(".sql");
  }

  @Test
  void V143_keyComesInThePropertiesAlone() throws Exception {
    assertEquals(List.of(), lines("pragma\\s+(key|rekey|hexkey|hexrekey|textkey)"));
    assertEquals(List.of(), lines("jdbc:sqlite:[^\"]*\\?"));
    assertEquals(1, lines("withRawUnsaltedKey").size());
  }

  @Test
  void V144_cipherIsSqlcipherFour() throws Exception {
    assertEquals(1, lines("getV4Defaults").size());
    assertEquals(
        List.of(), lines("CipherConfig\\.getDefault\\(|getV[123]Defaults|SQLiteMC(Chacha|RC4|Wx)"));
  }

  @Test
  void V146_backupCommandsOfTheDriverAreBanned() throws Exception {
    assertEquals(List.of(), lines("backup to|restore from|\\.backup\\(|\\.restore\\(\""));
  }

  @Test
  void V147_attachIsBanned() throws Exception {
    assertEquals(List.of(), lines("\\battach\\b"));
  }

  @Test
  void V171_jdbcStaysInTheDatabase() throws Exception {
    for (String line : lines("import java\\.sql\\.(Connection|Statement|PreparedStatement)")) {
      assertTrue(line.startsWith("Database.java"), line);
    }
    for (String line : lines("import java\\.sql\\.ResultSet")) {
      assertTrue(line.startsWith("Database.java") || line.startsWith("Row.java"), line);
    }
  }

  @Test
  void V183_synchronousIsFullEverywhere() throws Exception {
    assertEquals(List.of(), lines("\"NORMAL\"|synchronous\\s*=\\s*(off|normal|0|1)"));
  }
}
