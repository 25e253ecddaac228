package dev.pli.transport.local;

import static dev.pli.transport.local.RpcRule.L103_NOT_JSON;
import static dev.pli.transport.local.RpcRule.L104_NOT_A_REQUEST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.Rule;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void printsWhatItParses() throws Exception {
    String line = "{\"a\":null,\"b\":[1,-2,3.5,true,{\"c\":\"« é »\\n😀\"}],\"d\":{}}";
    assertEquals(line, Json.print(Json.parse(line)));
  }

  @Test
  void L103_rejectsWhatIsNoJson() {
    for (String text :
        new String[] {
          "",
          " ",
          "{",
          "{\"a\":1",
          "{\"a\":1}}",
          "{\"a\":1} {}",
          "{a:1}",
          "{'a':1}",
          "nul",
          "[1",
          "{\"a\":01}",
          "{\"a\":NaN}",
          "{\"a\":\"\u0001\"}",
          "// x\n{}"
        }) {
      assertRejected(L103_NOT_JSON, text);
    }
  }

  @Test
  void L103_rejectsAKeyTwice() {
    assertRejected(L103_NOT_JSON, "{\"a\":1,\"a\":2}");
  }

  @Test
  void L104_rejectsWhatIsNotOneObject() {
    assertRejected(L104_NOT_A_REQUEST, "[]");
    assertRejected(L104_NOT_A_REQUEST, "7");
    assertRejected(L104_NOT_A_REQUEST, "\"text\"");
  }

  @Test
  void L103_rejectsNestingDeeperThanTheLimit() throws Exception {
    Json.parse(nested(Json.MAX_DEPTH - 1));
    assertRejected(L103_NOT_JSON, nested(Json.MAX_DEPTH));
    assertRejected(L103_NOT_JSON, nested(100_000));
  }

  private static String nested(int lists) {
    return "{\"a\":" + "[".repeat(lists) + "]".repeat(lists) + "}";
  }

  @Test
  void L103_rejectsNumbersThatNoLongHolds() throws Exception {
    assertEquals(Long.MAX_VALUE, Json.parse("{\"a\":9223372036854775807}").integer("a"));
    assertRejected(L103_NOT_JSON, "{\"a\":9223372036854775808}");
    assertRejected(L103_NOT_JSON, "{\"a\":" + "9".repeat(1000) + "}");
    assertRejected(L103_NOT_JSON, "{\"a\":1e999}");
  }

  @Test
  void L103_rejectsLoneSurrogates() {
    assertRejected(L103_NOT_JSON, "{\"a\":\"\\ud800\"}");
    assertRejected(L103_NOT_JSON, "{\"\\udc00\":1}");
  }

  @Test
  void L103_rejectsLongNames() {
    assertRejected(L103_NOT_JSON, "{\"" + "a".repeat(100) + "\":1}");
  }

  private static void assertRejected(Rule rule, String text) {
    var thrown = assertThrows(RejectedException.class, () -> Json.parse(text));
    assertEquals(rule, thrown.rule());
  }
}
