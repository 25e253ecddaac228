package dev.pli.crypto.statement;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.statement.StatementRule.E101_LENGTH;
import static dev.pli.crypto.statement.StatementRule.E102_NOT_JSON;
import static dev.pli.crypto.statement.StatementRule.E103_NOT_CANONICAL;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;

/// JSON with one encoding for each value: canonical, or rejected. RFC 8785; docs/spec/evidence.md
/// §1.
///
/// What is signed or hashed must have one form, so a reader writes what it has read and compares.
public final class CanonicalJson {
  /// Payload of a statement: its largest real one, an agreement, takes about 4 000.
  public static final int MAX_PAYLOAD_BYTES = 6_144;

  /// A whole statement: payload, headers and both signatures add up to 14 524.
  public static final int MAX_STATEMENT_BYTES = 15_000;

  /// Any other evidence JSON: a manifest with 64 full parts, a file of an export.
  public static final int MAX_OTHER_BYTES = 65_536;

  /// Levels of objects and arrays; our deepest form has 4.
  public static final int MAX_DEPTH = 8;

  private static final String HEX = "0123456789abcdef";

  private CanonicalJson() {}

  /// Rejects by E101 to E106.
  public static JsonValue parse(Bytes json, int maxBytes) throws RejectedException {
    require(json.length() <= maxBytes, E101_LENGTH);
    JsonValue value = new JsonParser(decode(json)).parse();
    require(write(value).equals(json), E103_NOT_CANONICAL);
    return value;
  }

  /// As [#parse], of an object; another value rejects by E106.
  public static JsonObject parseObject(Bytes json, int maxBytes) throws RejectedException {
    return JsonObject.elementOf(parse(json, maxBytes), JsonObject.class);
  }

  public static Bytes write(JsonValue value) {
    var text = new StringBuilder();
    write(value, text);
    return Bytes.utf8(text.toString());
  }

  private static String decode(Bytes json) throws RejectedException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(json.buffer()).toString();
    } catch (CharacterCodingException e) {
      throw new RejectedException(E102_NOT_JSON);
    }
  }

  private static void write(JsonValue value, StringBuilder text) {
    switch (value) {
      case JsonObject object -> {
        text.append('{');
        for (Iterator<Map.Entry<String, JsonValue>> i = object.fields().entrySet().iterator();
            i.hasNext(); ) {
          Map.Entry<String, JsonValue> field = i.next();
          quote(field.getKey(), text);
          text.append(':');
          write(field.getValue(), text);
          text.append(i.hasNext() ? "," : "");
        }
        text.append('}');
      }
      case JsonArray(var values) -> {
        text.append('[');
        for (int i = 0; i < values.size(); i++) {
          text.append(i == 0 ? "" : ",");
          write(values.get(i), text);
        }
        text.append(']');
      }
      case JsonText(var string) -> quote(string, text);
      case JsonInteger(var number) -> text.append(number);
      case JsonBoolean(var bool) -> text.append(bool);
    }
  }

  /// RFC 8785 §3.2.2.2: the short escapes where they exist, lower-case hex for other control
  /// characters, everything else as it is, in runs.
  private static void quote(String string, StringBuilder text) {
    text.append('"');
    int written = 0;
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        text.append(string, written, i);
        escape(c, text);
        written = i + 1;
      }
    }
    text.append(string, written, string.length()).append('"');
  }

  private static void escape(char c, StringBuilder text) {
    text.append('\\');
    switch (c) {
      case '\b' -> text.append('b');
      case '\t' -> text.append('t');
      case '\n' -> text.append('n');
      case '\f' -> text.append('f');
      case '\r' -> text.append('r');
      case '"', '\\' -> text.append(c);
      default -> text.append("u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
    }
  }
}
