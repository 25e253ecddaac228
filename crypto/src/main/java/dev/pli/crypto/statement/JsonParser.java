package dev.pli.crypto.statement;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.statement.StatementRule.E102_NOT_JSON;
import static dev.pli.crypto.statement.StatementRule.E104_DEPTH;
import static dev.pli.crypto.statement.StatementRule.E105_NUMBER;
import static dev.pli.crypto.statement.StatementRule.E106_FIELDS;

import dev.pli.crypto.RejectedException;
import java.util.ArrayList;
import java.util.TreeMap;

/// Reads one JSON text, RFC 8259, and names what evidence does not allow. The form of its bytes is
/// compared afterwards, by [CanonicalJson].
///
/// One text, one use.
final class JsonParser {
  private static final char END =
      '\0'; // No JSON outside a string holds it, and inside it is refused.
  private static final int MAX_DIGITS = 16; // 2^53-1 has sixteen.

  private final String text;
  private int position;
  private int depth;

  JsonParser(String text) {
    this.text = text;
  }

  JsonValue parse() throws RejectedException {
    JsonValue value = value();
    require(position == text.length(), E102_NOT_JSON);
    return value;
  }

  private JsonValue value() throws RejectedException {
    skipSpace();
    JsonValue value =
        switch (peek()) {
          case '{' -> object();
          case '[' -> array();
          case '"' -> new JsonText(string());
          case 't' -> literal("true", new JsonBoolean(true));
          case 'f' -> literal("false", new JsonBoolean(false));
          case 'n' -> throw nullValue();
          default -> number();
        };
    skipSpace();
    return value;
  }

  private JsonObject object() throws RejectedException {
    enter('{');
    var fields = new TreeMap<String, JsonValue>();
    skipSpace();
    if (peek() != '}') {
      do {
        skipSpace();
        String name = string();
        require(JsonObject.isAscii(name), E106_FIELDS);
        skipSpace();
        expect(':');
        fields.put(name, value()); // Of two with one name the bytes differ from what is written.
      } while (takes(','));
    }
    leave('}');
    return JsonObject.of(fields);
  }

  private JsonArray array() throws RejectedException {
    enter('[');
    var values = new ArrayList<JsonValue>();
    skipSpace();
    if (peek() != ']') {
      do {
        values.add(value());
      } while (takes(','));
    }
    leave(']');
    return new JsonArray(values);
  }

  private void enter(char opening) throws RejectedException {
    expect(opening);
    depth++;
    require(depth <= CanonicalJson.MAX_DEPTH, E104_DEPTH);
  }

  private void leave(char closing) throws RejectedException {
    expect(closing);
    depth--;
  }

  private String string() throws RejectedException {
    expect('"');
    var string = new StringBuilder();
    while (!takes('"')) {
      appendRun(string);
      if (takes('\\')) {
        string.append(escape());
      }
    }
    String whole = string.toString();
    require(JsonText.isWhole(whole), E102_NOT_JSON);
    return whole;
  }

  /// What stands for itself, up to a quotation mark or an escape.
  private void appendRun(StringBuilder string) throws RejectedException {
    int start = position;
    while (peek() >= ' ' && peek() != '"' && peek() != '\\') {
      position++;
    }
    require(peek() >= ' ', E102_NOT_JSON); // A control character, or the end.
    string.append(text, start, position);
  }

  private char escape() throws RejectedException {
    return switch (next()) {
      case '"' -> '"';
      case '\\' -> '\\';
      case '/' -> '/';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw new RejectedException(E102_NOT_JSON);
    };
  }

  private char unicode() throws RejectedException {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      char c = next();
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      require(digit >= 0, E102_NOT_JSON);
      code = code << 4 | digit;
    }
    return (char) code;
  }

  /// JSON knows many numbers; only plain integers of at most 2^53-1 pass.
  private JsonInteger number() throws RejectedException {
    int start = position;
    takes('-');
    boolean startsWithZero = peek() == '0';
    int digits = digits();
    require(digits == 1 || !startsWithZero, E102_NOT_JSON);
    int end = position;
    if (takes('.')) {
      digits();
    }
    if (takes('e') || takes('E')) {
      if (!takes('-')) {
        takes('+');
      }
      digits();
    }
    require(end == position && text.charAt(start) != '-' && digits <= MAX_DIGITS, E105_NUMBER);
    long value = Long.parseLong(text, start, end, 10);
    require(value <= JsonInteger.MAX, E105_NUMBER);
    return new JsonInteger(value);
  }

  /// Passes over at least one digit; returns how many.
  private int digits() throws RejectedException {
    int start = position;
    while (peek() >= '0' && peek() <= '9') {
      position++;
    }
    require(position > start, E102_NOT_JSON);
    return position - start;
  }

  private <T> T literal(String word, T value) throws RejectedException {
    require(text.startsWith(word, position), E102_NOT_JSON);
    position += word.length();
    return value;
  }

  private RejectedException nullValue() throws RejectedException {
    return literal("null", new RejectedException(E105_NUMBER));
  }

  private void skipSpace() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
      position++;
    }
  }

  private boolean takes(char expected) {
    boolean isNext = position < text.length() && text.charAt(position) == expected;
    position += isNext ? 1 : 0;
    return isNext;
  }

  private void expect(char expected) throws RejectedException {
    require(takes(expected), E102_NOT_JSON);
  }

  private char next() throws RejectedException {
    require(position < text.length(), E102_NOT_JSON);
    return text.charAt(position++);
  }

  private char peek() {
    return position < text.length() ? text.charAt(position) : END;
  }
}
