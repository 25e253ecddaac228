package dev.pli.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Any JSON, as published test vectors use it: objects as maps, arrays as lists, texts, numbers as
/// texts, `true`, `false` and `null` as the texts of their words. For tests alone.
public final class TestJson {
  private static final Path PUBLISHED = Path.of("..", "docs", "spec", "vectors", "session");

  private final String text;
  private int position;

  private TestJson(String text) {
    this.text = text;
  }

  public static Node parse(String text) {
    return new Node(new TestJson(text).value());
  }

  /// A file among the test resources, by its path from `vectors/`.
  public static Node resource(String path) {
    try (var stream = TestJson.class.getResourceAsStream("/vectors/" + path)) {
      if (stream == null) {
        throw new IllegalArgumentException("no vectors " + path);
      }
      return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One of our own published files, by its path from `docs/spec/vectors/session/`.
  public static Node published(String name) {
    try {
      return parse(Files.readString(PUBLISHED.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void publish(String name, Object value) throws IOException {
    var text = new StringBuilder();
    write(value, "", text);
    Files.writeString(PUBLISHED.resolve(name), text.append('\n'));
  }

  /// Maps, lists, texts and numbers, with an indentation for people.
  private static void write(Object value, String indent, StringBuilder text) {
    String inner = indent + "  ";
    switch (value) {
      case Map<?, ?> map -> {
        text.append("{");
        String comma = "\n";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          text.append(comma).append(inner).append('"').append(entry.getKey()).append("\": ");
          write(entry.getValue(), inner, text);
          comma = ",\n";
        }
        text.append('\n').append(indent).append('}');
      }
      case List<?> list -> {
        text.append("[");
        String comma = "\n";
        for (Object element : list) {
          text.append(comma).append(inner);
          write(element, inner, text);
          comma = ",\n";
        }
        text.append('\n').append(indent).append(']');
      }
      case Number number -> text.append(number);
      default ->
          text.append('"')
              .append(value.toString().replace("\\", "\\\\").replace("\"", "\\\""))
              .append('"');
    }
  }

  /// An object of names and values in turn, in this order.
  public static Map<String, Object> entries(Object... namesAndValues) {
    var entries = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      entries.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
    }
    return entries;
  }

  /// A value somewhere in a file of vectors.
  public record Node(Object value) {
    public Node at(String name) {
      return new Node(map().get(name));
    }

    public boolean has(String name) {
      return map().containsKey(name);
    }

    public List<Node> list() {
      return ((List<?>) value).stream().map(Node::new).toList();
    }

    public String text() {
      return (String) value;
    }

    public int number() {
      return Integer.parseInt(text());
    }

    private Map<?, ?> map() {
      return (Map<?, ?>) value;
    }
  }

  private Object value() {
    skipSpace();
    char c = text.charAt(position);
    Object value =
        switch (c) {
          case '{' -> object();
          case '[' -> array();
          case '"' -> string();
          default -> word();
        };
    skipSpace();
    return value;
  }

  private Map<String, Object> object() {
    var fields = new LinkedHashMap<String, Object>();
    position++;
    skipSpace();
    while (text.charAt(position) != '}') {
      skipSpace();
      String name = string();
      skipSpace();
      position++; // The colon.
      fields.put(name, value());
      position += text.charAt(position) == ',' ? 1 : 0;
    }
    position++;
    return fields;
  }

  private List<Object> array() {
    var values = new ArrayList<Object>();
    position++;
    skipSpace();
    while (text.charAt(position) != ']') {
      values.add(value());
      position += text.charAt(position) == ',' ? 1 : 0;
    }
    position++;
    return values;
  }

  private String string() {
    var string = new StringBuilder();
    position++;
    while (text.charAt(position) != '"') {
      char c = text.charAt(position++);
      string.append(c == '\\' ? escape() : c);
    }
    position++;
    return string.toString();
  }

  private char escape() {
    char c = text.charAt(position++);
    if (c == 'u') {
      position += 4;
      return (char) Integer.parseInt(text.substring(position - 4, position), 16);
    }
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> c;
    };
  }

  private String word() {
    int start = position;
    while (position < text.length() && "+-.".indexOf(text.charAt(position)) >= 0
        || position < text.length() && Character.isLetterOrDigit(text.charAt(position))) {
      position++;
    }
    if (start == position) {
      throw new IllegalArgumentException("no JSON value at " + start);
    }
    return text.substring(start, position);
  }

  private void skipSpace() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }
}
