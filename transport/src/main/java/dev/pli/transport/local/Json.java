package dev.pli.transport.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.pli.crypto.RejectedException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON text and the [Keys] in it. The only class that sees Jackson, and of Jackson only the
/// streaming half: a command that prints one object must not load a data binder.
final class Json {
  /// Deeper than any object of the contract (5), far from any stack.
  static final int MAX_DEPTH = 16;

  /// Longest name of a key; the longest of the contract has 21 characters.
  private static final int MAX_NAME_CHARACTERS = 64;

  /// Digits of a number; the longest that fits a long has 19.
  private static final int MAX_NUMBER_CHARACTERS = 32;

  private static final JsonFactory JACKSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNameLength(MAX_NAME_CHARACTERS)
                  .maxNumberLength(MAX_NUMBER_CHARACTERS)
                  .maxStringLength(LineReader.MAX_ANSWER_BYTES)
                  .maxDocumentLength(LineReader.MAX_ANSWER_BYTES)
                  .build())
          .build();

  private Json() {}

  /// The object on one line, without a line end. What is not ASCII stays itself.
  static String print(Keys object) {
    var line = new StringWriter();
    try (JsonGenerator out = JACKSON.createGenerator(line)) {
      write(out, object);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A StringWriter has no disk to fail.
    }
    return line.toString();
  }

  private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> out.writeNull();
      case String text -> out.writeString(text);
      case Long number -> out.writeNumber(number);
      case Double number -> out.writeNumber(number);
      case Boolean flag -> out.writeBoolean(flag);
      case Keys keys -> writeObject(out, keys);
      case List<?> list -> writeList(out, list);
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }

  private static void writeObject(JsonGenerator out, Keys keys) throws IOException {
    out.writeStartObject();
    for (Map.Entry<String, @Nullable Object> entry : keys.values().entrySet()) {
      out.writeFieldName(entry.getKey());
      write(out, entry.getValue());
    }
    out.writeEndObject();
  }

  private static void writeList(JsonGenerator out, List<?> list) throws IOException {
    out.writeStartArray();
    for (Object item : list) {
      write(out, item);
    }
    out.writeEndArray();
  }

  /// The one object that `text` is; anything else, or anything behind it, is `L103_NOT_JSON`, and
  /// another JSON value `L104_NOT_A_REQUEST`.
  static Keys parse(String text) throws RejectedException {
    try (JsonParser in = JACKSON.createParser(text)) {
      in.nextToken();
      Object value = read(in);
      RejectedException.require(in.nextToken() == null, RpcRule.L103_NOT_JSON);
      if (value instanceof Keys keys) {
        return keys;
      }
      throw new RejectedException(RpcRule.L104_NOT_A_REQUEST);
    } catch (IOException _) { // Jackson's way of saying that this is no JSON.
      throw new RejectedException(RpcRule.L103_NOT_JSON);
    }
  }

  private static @Nullable Object read(JsonParser in) throws IOException, RejectedException {
    return switch (in.currentToken()) {
      case null -> throw new RejectedException(RpcRule.L103_NOT_JSON);
      case START_OBJECT -> readObject(in);
      case START_ARRAY -> readList(in);
      case VALUE_STRING -> wellFormed(in.getText());
      case VALUE_NUMBER_INT -> in.getLongValue();
      case VALUE_NUMBER_FLOAT -> finite(in.getDoubleValue());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new RejectedException(RpcRule.L103_NOT_JSON);
    };
  }

  private static Keys readObject(JsonParser in) throws IOException, RejectedException {
    var keys = new Keys();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = wellFormed(in.currentName());
      in.nextToken();
      keys.put(name, read(in));
    }
    return keys;
  }

  private static List<@Nullable Object> readList(JsonParser in)
      throws IOException, RejectedException {
    var list = new ArrayList<@Nullable Object>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      list.add(read(in));
    }
    return list;
  }

  /// A lone surrogate, which JSON can escape, is no character: UTF-8 cannot carry it back.
  private static String wellFormed(String text) throws RejectedException {
    boolean lone =
        text.codePoints()
            .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    RejectedException.require(!lone, RpcRule.L103_NOT_JSON);
    return text;
  }

  /// A decimal too great for a double would print as no JSON.
  private static double finite(double number) throws RejectedException {
    RejectedException.require(Double.isFinite(number), RpcRule.L103_NOT_JSON);
    return number;
  }
}
