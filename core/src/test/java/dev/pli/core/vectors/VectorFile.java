package dev.pli.core.vectors;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.statement.CanonicalJson;
import dev.pli.crypto.statement.JsonArray;
import dev.pli.crypto.statement.JsonObject;
import dev.pli.crypto.statement.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// One JSON file of published vectors: canonical JSON, but for line breaks and indentation that
/// make its differences readable.
final class VectorFile {
  /// Seen from the folder of this module, where its tests run.
  static final Path FOLDER = Path.of("..", "docs", "spec", "vectors");

  private static final int MAX_BYTES = 4 << 20;

  private VectorFile() {}

  static JsonObject read(String name) {
    try {
      String compact = compact(Files.readString(FOLDER.resolve(name)));
      return CanonicalJson.parseObject(Bytes.utf8(compact), MAX_BYTES);
    } catch (IOException | RejectedException e) {
      throw new AssertionError(name, e);
    }
  }

  static List<JsonObject> cases(JsonObject file, String name) {
    JsonArray cases = (JsonArray) file.fields().get(name);
    return cases.values().stream().map(JsonObject.class::cast).toList();
  }

  static void write(Path folder, String name, JsonObject content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, indented(CanonicalJson.write(content).utf8()));
  }

  static JsonArray array(List<JsonObject> cases) {
    return new JsonArray(cases.stream().map(JsonValue.class::cast).toList());
  }

  /// Without the white space outside strings.
  private static String compact(String json) {
    var compact = new StringBuilder();
    boolean inside = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (inside && c == '\\') {
        compact.append(c).append(json.charAt(++i));
        continue;
      }
      inside ^= c == '"';
      if (inside || !Character.isWhitespace(c)) {
        compact.append(c);
      }
    }
    return compact.toString();
  }

  /// A line for each field and each element.
  private static String indented(String canonical) {
    var text = new StringBuilder();
    boolean inside = false;
    int depth = 0;
    for (int i = 0; i < canonical.length(); i++) {
      char c = canonical.charAt(i);
      if (inside && c == '\\') {
        text.append(c).append(canonical.charAt(++i));
        continue;
      }
      inside ^= c == '"';
      if (!inside && (c == '}' || c == ']')) {
        text.append('\n').repeat("  ", --depth);
      }
      text.append(c);
      if (!inside && (c == '{' || c == '[')) {
        text.append('\n').repeat("  ", ++depth);
      } else if (!inside && c == ',') {
        text.append('\n').repeat("  ", depth);
      } else if (!inside && c == ':') {
        text.append(' ');
      }
    }
    return text.append('\n').toString();
  }
}
