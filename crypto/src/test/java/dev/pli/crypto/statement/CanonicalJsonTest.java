package dev.pli.crypto.statement;

import static dev.pli.crypto.Rejections.assertRejected;
import static dev.pli.crypto.statement.StatementRule.E101_LENGTH;
import static dev.pli.crypto.statement.StatementRule.E102_NOT_JSON;
import static dev.pli.crypto.statement.StatementRule.E103_NOT_CANONICAL;
import static dev.pli.crypto.statement.StatementRule.E104_DEPTH;
import static dev.pli.crypto.statement.StatementRule.E105_NUMBER;
import static dev.pli.crypto.statement.StatementRule.E106_FIELDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pli.crypto.primitive.Bytes;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
  private static final int LIMIT = 1_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "\"\"",
        "0",
        "9007199254740991",
        "true",
        "false",
        "{\"a\":1,\"b\":[true,false,\"x\"],\"c\":{\"d\":{}}}",
        "[[[[[[[[]]]]]]]]",
        "{\"\":1,\"A\":1,\"a\":1,\"aa\":1}",
        "\"é — « » \u202f’ 漢字 😀\"",
        "\"\\b\\t\\n\\f\\r\\\"\\\\\\u0000\\u001f/\u007f\"",
      })
  void acceptsAndWritesTheCanonicalForm(String json) throws Exception {
    Bytes bytes = Bytes.utf8(json);
    assertEquals(bytes, CanonicalJson.write(CanonicalJson.parse(bytes, LIMIT)));
  }

  @RepeatedTest(50)
  void parsesWhatItWrote(RepetitionInfo repetition) throws Exception {
    JsonValue value = random(new SplittableRandom(repetition.getCurrentRepetition()), 1);
    assertEquals(
        value, CanonicalJson.parse(CanonicalJson.write(value), CanonicalJson.MAX_OTHER_BYTES));
  }

  private static JsonValue random(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth < 6 ? 5 : 3)) {
      case 0 -> new JsonInteger(random.nextLong(JsonInteger.MAX + 1));
      case 1 -> new JsonBoolean(random.nextBoolean());
      case 2 -> new JsonText(text(random));
      case 3 ->
          new JsonArray(
              random.ints(random.nextInt(4)).mapToObj(i -> random(random, depth + 1)).toList());
      default -> {
        JsonObject object = JsonObject.EMPTY;
        for (int i = random.nextInt(4); i > 0; i--) {
          object = object.with("f" + i, random(random, depth + 1));
        }
        yield object;
      }
    };
  }

  private static String text(SplittableRandom random) {
    return random
        .ints(random.nextInt(8), 0, 0x2ffff)
        .filter(c -> c < 0xd800 || c > 0xdfff)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void E101_longerThanAllowed() throws Exception {
    CanonicalJson.parse(Bytes.ascii("[1]"), 3);
    assertRejected(E101_LENGTH, () -> CanonicalJson.parse(Bytes.ascii("[12]"), 3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\":1",
        "\"",
        "\"a",
        "'a'",
        "tru",
        "True",
        "nul",
        "01",
        "-",
        "1.",
        ".1",
        "1e",
        "+1",
        "1 2",
        "{}x",
        "[1]]",
        "\"\\x\"",
        "\"\\",
        "\"\\u1",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\ud800x\"",
        "NaN",
        "\u0000",
        "\"\t\"",
        "\"\u0000\"",
        "\ufeff{}",
        "// c\n1",
        "[1 2]",
        "{\"a\" 1}",
        "{1:1}",
        "\"\\u٠٠٠٠\""
      })
  void E102_notJson(String json) {
    assertRejected(E102_NOT_JSON, () -> CanonicalJson.parse(Bytes.utf8(json), LIMIT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"22c328 22", "22 80 22", "22 c0af 22", "22 eda080 22", "22 f4908080 22"})
  void E102_notUtf8(String bytes) {
    assertRejected(E102_NOT_JSON, () -> CanonicalJson.parse(Bytes.hex(bytes), LIMIT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " {}",
        "{} ",
        "{ }",
        "[1, 2]",
        "{\"a\": 1}",
        "\n1",
        "{\"b\":1,\"a\":1}",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"a\":2}",
        "\"\\u0041\"",
        "\"\\/\"",
        "\"\\u00E9\"",
        "\"\\u001F\"",
        "\"\\u000a\"",
        "\"\\ud83d\\ude00\"",
        "{\"\\u0061\":1}"
      })
  void E103_anotherFormOfTheSame(String json) {
    assertRejected(E103_NOT_CANONICAL, () -> CanonicalJson.parse(Bytes.utf8(json), LIMIT));
  }

  @Test
  void E104_ninthLevel() {
    assertRejected(E104_DEPTH, () -> CanonicalJson.parse(Bytes.ascii("[[[[[[[[[]]]]]]]]]"), LIMIT));
    String objects = "{\"a\":".repeat(9) + "1" + "}".repeat(9);
    assertRejected(E104_DEPTH, () -> CanonicalJson.parse(Bytes.ascii(objects), LIMIT));
    String endless = "[".repeat(60_000);
    assertRejected(
        E104_DEPTH, () -> CanonicalJson.parse(Bytes.ascii(endless), CanonicalJson.MAX_OTHER_BYTES));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "-1",
        "-0",
        "1.0",
        "1.5",
        "1e3",
        "1E+2",
        "0.0",
        "9007199254740992",
        "18446744073709551616",
        "99999999999999999999999999",
        "[null]",
        "{\"a\":null}",
        "-1e-5"
      })
  void E105_noIntegerOfFiftyThreeBits(String json) {
    assertRejected(E105_NUMBER, () -> CanonicalJson.parse(Bytes.ascii(json), LIMIT));
  }

  @Test
  void E106_keyThatIsNotAscii() {
    assertRejected(E106_FIELDS, () -> CanonicalJson.parse(Bytes.utf8("{\"é\":1}"), LIMIT));
  }

  @Test
  void E106_noObject() {
    assertRejected(E106_FIELDS, () -> CanonicalJson.parseObject(Bytes.ascii("[]"), LIMIT));
  }

  @Test
  void ourOwnValuesAreWhole() {
    assertThrows(IllegalArgumentException.class, () -> new JsonText("\ud800"));
    assertThrows(IllegalArgumentException.class, () -> new JsonInteger(-1));
    assertThrows(IllegalArgumentException.class, () -> new JsonInteger(1L << 53));
    assertThrows(IllegalArgumentException.class, () -> JsonObject.EMPTY.with("é", 1));
    assertThrows(IllegalArgumentException.class, () -> JsonObject.EMPTY.with("a", 1).with("a", 1));
  }
}
