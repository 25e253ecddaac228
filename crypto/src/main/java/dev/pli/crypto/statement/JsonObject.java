package dev.pli.crypto.statement;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.statement.StatementRule.E106_FIELDS;
import static dev.pli.crypto.statement.StatementRule.E107_BASE64URL;
import static dev.pli.crypto.statement.StatementRule.E108_UNKNOWN_WORD;
import static dev.pli.crypto.statement.StatementRule.E109_TEXT;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Base64Url;
import dev.pli.crypto.primitive.Bytes;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Fields by name, in canonical order: that of the names' characters, all ASCII.
///
/// Reading a field that is missing or of another type rejects by E106, so that a reader is the list
/// of what it expects, with [#requireFields] to close the list.
public final class JsonObject implements JsonValue {
  public static final JsonObject EMPTY = new JsonObject(new TreeMap<>());

  private static final int VERSION = 1;

  /// Owned by this object, which never changes it: names in ASCII alone.
  private final SortedMap<String, JsonValue> owned;

  private JsonObject(SortedMap<String, JsonValue> owned) {
    this.owned = owned;
  }

  public static JsonObject of(SortedMap<String, JsonValue> fields) {
    fields.keySet().forEach(JsonObject::requireAscii);
    return new JsonObject(new TreeMap<>(fields));
  }

  public SortedMap<String, JsonValue> fields() {
    return Collections.unmodifiableSortedMap(owned);
  }

  /// This object and one more field.
  public JsonObject with(String name, JsonValue value) {
    requireAscii(name);
    var more = new TreeMap<>(owned);
    if (more.put(name, value) != null) {
      throw new IllegalArgumentException("the field " + name + " is there already");
    }
    return new JsonObject(more);
  }

  public JsonObject with(String name, String text) {
    return with(name, new JsonText(text));
  }

  public JsonObject with(String name, long value) {
    return with(name, new JsonInteger(value));
  }

  /// The bytes in base64url.
  public JsonObject with(String name, Bytes bytes) {
    return with(name, Base64Url.encode(bytes));
  }

  /// Exactly these fields.
  public void requireFields(Set<String> names) throws RejectedException {
    require(owned.keySet().equals(names), E106_FIELDS);
  }

  /// All of `names`, any of `optional`, and no other.
  public void requireFields(Set<String> names, Set<String> optional) throws RejectedException {
    require(owned.keySet().containsAll(names), E106_FIELDS);
    for (String name : owned.keySet()) {
      require(names.contains(name) || optional.contains(name), E106_FIELDS);
    }
  }

  public boolean has(String name) {
    return owned.containsKey(name);
  }

  public String text(String name) throws RejectedException {
    return field(name, JsonText.class).text();
  }

  public long integer(String name) throws RejectedException {
    return field(name, JsonInteger.class).value();
  }

  public boolean bool(String name) throws RejectedException {
    return field(name, JsonBoolean.class).value();
  }

  public JsonObject object(String name) throws RejectedException {
    return field(name, JsonObject.class);
  }

  public JsonArray array(String name) throws RejectedException {
    return field(name, JsonArray.class);
  }

  /// A base64url field of `length` bytes; else E107.
  public Bytes bytes(String name, int length) throws RejectedException {
    Bytes bytes = bytes(name);
    require(bytes.length() == length, E107_BASE64URL);
    return bytes;
  }

  /// A base64url field of any length; else E107.
  public Bytes bytes(String name) throws RejectedException {
    Optional<Bytes> bytes = Base64Url.decode(text(name));
    require(bytes.isPresent(), E107_BASE64URL);
    return bytes.orElseThrow();
  }

  /// A text that people will see, of at most `maxBytes` in UTF-8; else E109.
  public String display(String name, int maxBytes) throws RejectedException {
    String text = text(name);
    require(DisplayText.isAllowed(text, maxBytes), E109_TEXT);
    return text;
  }

  /// One of `words`; else E108.
  public String word(String name, Set<String> words) throws RejectedException {
    String word = text(name);
    require(words.contains(word), E108_UNKNOWN_WORD);
    return word;
  }

  /// The field `v` is 1; else E108.
  public void requireVersion() throws RejectedException {
    require(integer("v") == VERSION, E108_UNKNOWN_WORD);
  }

  private <T extends JsonValue> T field(String name, Class<T> type) throws RejectedException {
    return elementOf(owned.get(name), type);
  }

  /// `value` as a `type`; else E106. For elements of an array.
  public static <T extends JsonValue> T elementOf(
      @org.jspecify.annotations.Nullable JsonValue value, Class<T> type) throws RejectedException {
    if (value == null || !type.isInstance(value)) {
      throw new RejectedException(E106_FIELDS);
    }
    return type.cast(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonObject object && owned.equals(object.owned);
  }

  @Override
  public int hashCode() {
    return owned.hashCode();
  }

  @Override
  public String toString() {
    return "JsonObject" + owned;
  }

  private static void requireAscii(String name) {
    if (!isAscii(name)) {
      throw new IllegalArgumentException("a field's name is ASCII");
    }
  }

  static boolean isAscii(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
