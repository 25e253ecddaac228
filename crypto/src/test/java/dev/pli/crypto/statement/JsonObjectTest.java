package dev.pli.crypto.statement;

import static dev.pli.crypto.Rejections.assertRejected;
import static dev.pli.crypto.statement.StatementRule.E106_FIELDS;
import static dev.pli.crypto.statement.StatementRule.E107_BASE64URL;
import static dev.pli.crypto.statement.StatementRule.E108_UNKNOWN_WORD;
import static dev.pli.crypto.statement.StatementRule.E109_TEXT;
import static dev.pli.crypto.statement.StatementRule.E110_PART_NAME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.crypto.primitive.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {
  private static final JsonObject OBJECT =
      JsonObject.EMPTY
          .with("array", JsonArray.ofTexts("x"))
          .with("bool", new JsonBoolean(true))
          .with("bytes", Bytes.of(1, 2, 3))
          .with("number", 7)
          .with("object", JsonObject.EMPTY)
          .with("text", "accepted")
          .with("v", 1);

  @Test
  void readsWhatItHolds() throws Exception {
    assertEquals("accepted", OBJECT.text("text"));
    assertEquals(7, OBJECT.integer("number"));
    assertTrue(OBJECT.bool("bool"));
    assertEquals(JsonObject.EMPTY, OBJECT.object("object"));
    assertEquals(1, OBJECT.array("array").values().size());
    assertEquals(Bytes.of(1, 2, 3), OBJECT.bytes("bytes", 3));
    assertEquals("accepted", OBJECT.word("text", Set.of("accepted", "refused")));
    assertEquals("accepted", OBJECT.display("text", 8));
    OBJECT.requireVersion();
    OBJECT.requireFields(OBJECT.fields().keySet());
    OBJECT.requireFields(Set.of("v", "text"), OBJECT.fields().keySet());
  }

  @Test
  void nobodyChangesItAfterwards() {
    var given = new TreeMap<String, JsonValue>(Map.of("v", new JsonInteger(1)));
    JsonObject object = JsonObject.of(given);
    given.put("late", new JsonInteger(2));
    assertEquals(Set.of("v"), object.fields().keySet());
    assertThrows(UnsupportedOperationException.class, () -> object.fields().remove("v"));
    JsonObject more = object.with("text", "x");
    assertEquals(Set.of("v"), object.fields().keySet());
    assertEquals(Set.of("text", "v"), more.fields().keySet());
    assertThrows(IllegalArgumentException.class, () -> object.with("v", 2));
    assertThrows(IllegalArgumentException.class, () -> object.with("é", 2));
  }

  @Test
  void E106_missingUnknownOrOfAnotherType() {
    assertRejected(E106_FIELDS, () -> OBJECT.text("absent"));
    assertRejected(E106_FIELDS, () -> OBJECT.text("number"));
    assertRejected(E106_FIELDS, () -> OBJECT.integer("text"));
    assertRejected(E106_FIELDS, () -> OBJECT.bool("text"));
    assertRejected(E106_FIELDS, () -> OBJECT.object("array"));
    assertRejected(E106_FIELDS, () -> OBJECT.array("object"));
    assertRejected(E106_FIELDS, () -> OBJECT.bytes("number"));
    assertRejected(E106_FIELDS, () -> OBJECT.requireFields(Set.of("v")));
    assertRejected(E106_FIELDS, () -> JsonObject.EMPTY.requireFields(Set.of("v")));
    assertRejected(E106_FIELDS, () -> OBJECT.requireFields(Set.of("v"), Set.of("text")));
    assertRejected(E106_FIELDS, () -> JsonObject.EMPTY.requireFields(Set.of("v"), Set.of("text")));
  }

  @Test
  void E107_base64urlOfAnotherLengthOrForm() {
    assertRejected(E107_BASE64URL, () -> OBJECT.bytes("bytes", 4));
    for (String bad : new String[] {"AA==", "AB", "+/8", "A"}) {
      assertRejected(E107_BASE64URL, () -> JsonObject.EMPTY.with("b", bad).bytes("b"));
    }
  }

  @Test
  void E108_wordThatTheFieldDoesNotKnow() {
    assertRejected(E108_UNKNOWN_WORD, () -> OBJECT.word("text", Set.of("refused")));
    assertRejected(E108_UNKNOWN_WORD, () -> JsonObject.EMPTY.with("v", 2).requireVersion());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "e\u0301",
        "\u212b",
        "a\u0000",
        "a\u001f",
        "\u007f",
        "\u009f",
        "\u00ad",
        "\u061c",
        "\u180e",
        "\u200b",
        "\u200f",
        "\u2028",
        "\u202e",
        "\u2060",
        "\u2069",
        "\ufeff",
        "\ufff9",
        "\ufffb",
        "\udb40\udc00",
        "\udb40\udc7f",
        "123456789012345678901"
      })
  void E109_textThatHidesOrIsTooLong(String text) {
    assertRejected(E109_TEXT, () -> JsonObject.EMPTY.with("t", text).display("t", 20));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "é à ç « ’ » \u202f!", "漢字", "😀 \u2014 \u202f", "  spaces  "})
  void displaysWhatPeopleWrite(String text) throws Exception {
    assertEquals(text, JsonObject.EMPTY.with("t", text).display("t", 40));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "..", "a/b", "a\\b", "c:", " a", "a ", ".a", "a.", "/", "..\\..", "C:\\x"
      })
  void E110_nameThatIsAPathOrLooksEmpty(String name) {
    assertRejected(E110_PART_NAME, () -> PartNames.check(List.of(name)));
  }

  @Test
  void E110_twoNamesThatAFileSystemMayNotKeepApart() throws Exception {
    PartNames.check(List.of("a.pdf", "b.pdf", "É.pdf", "é.pdf"));
    assertRejected(E110_PART_NAME, () -> PartNames.check(List.of("a.pdf", "A.PDF")));
    assertRejected(E110_PART_NAME, () -> PartNames.check(List.of("a", "b", "a")));
  }

  @Test
  void E109_nameOfAPartThatHidesOrIsTooLong() throws Exception {
    PartNames.check(List.of("a".repeat(255)));
    assertRejected(E109_TEXT, () -> PartNames.check(List.of("a".repeat(256))));
    assertRejected(E109_TEXT, () -> PartNames.check(List.of("invoice\u202efdp.exe")));
  }
}
