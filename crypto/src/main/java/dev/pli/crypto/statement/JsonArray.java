package dev.pli.crypto.statement;

import java.util.List;

/// Values in their order.
public record JsonArray(List<JsonValue> values) implements JsonValue {
  public JsonArray {
    values = List.copyOf(values);
  }

  public static JsonArray of(JsonValue... values) {
    return new JsonArray(List.of(values));
  }

  /// An array of texts.
  public static JsonArray ofTexts(String... texts) {
    return new JsonArray(List.of(texts).stream().<JsonValue>map(JsonText::new).toList());
  }
}
