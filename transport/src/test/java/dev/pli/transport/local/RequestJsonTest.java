package dev.pli.transport.local;

import static dev.pli.transport.local.RpcRule.L105_UNKNOWN_METHOD;
import static dev.pli.transport.local.RpcRule.L106_PARAMETERS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pli.core.office.Request;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestJsonTest {
  @Test
  void everyRequestComesBack() throws Exception {
    for (var exchange : Samples.EXCHANGES) {
      var call = RequestJson.write(exchange.request());
      Keys params = Json.parse(Json.print(call.params()));
      assertEquals(exchange.request(), RequestJson.read(call.method(), params));
    }
  }

  @Test
  void whatIsNotGivenHasTheValueOfTheContract() throws Exception {
    assertEquals(
        new Request.Inbox(false, false, Optional.empty(), Optional.empty(), Optional.empty(), 50),
        read("inbox", "{}"));
    assertEquals(
        new Request.Invite(
            Optional.of("D"),
            Duration.ofDays(7),
            List.of(),
            Optional.empty(),
            true,
            Optional.empty()),
        read("invite", "{\"label\":\"D\",\"list\":false,\"cancel\":null}"));
    assertEquals(new Request.Journal(0, 100, false), read("journal", "{}"));
    assertEquals(new Request.Id(), read("id.devices", "{}"));
  }

  @Test
  void L105_refusesAnUnknownMethod() {
    assertRejected(L105_UNKNOWN_METHOD, "id.steal", "{}");
    assertRejected(L105_UNKNOWN_METHOD, "proof.export", "{}");
  }

  @Test
  void L106_refusesParametersThatTheContractDoesNotKnow() {
    assertRejected(L106_PARAMETERS, "status", "{\"verbose\":true}");
    assertRejected(L106_PARAMETERS, "read", "{}");
    assertRejected(L106_PARAMETERS, "read", "{\"id\":7}");
    assertRejected(L106_PARAMETERS, "inbox", "{\"limit\":0}");
    assertRejected(L106_PARAMETERS, "inbox", "{\"limit\":1001}");
    assertRejected(L106_PARAMETERS, "invite", "{\"label\":\"D\",\"days\":31}");
    assertRejected(L106_PARAMETERS, "invite", "{}");
    assertRejected(L106_PARAMETERS, "invite", "{\"label\":\"D\",\"replaces\":\"E\"}");
    assertRejected(L106_PARAMETERS, "start", "{\"idle\":0}");
    assertRejected(L106_PARAMETERS, "start", "{\"lock_after\":4}");
    assertRejected(L106_PARAMETERS, "start", "{\"key_file\":\"/k\"}");
    assertRejected(L106_PARAMETERS, "accept", "{\"link\":\"pli:AQ\"}");
    assertRejected(
        L106_PARAMETERS, "accept", "{\"link\":\"pli:AQ\",\"label\":\"a\",\"replaces\":\"b\"}");
    assertRejected(L106_PARAMETERS, "send", "{\"contact\":\"D\",\"mention\":\"secret\"}");
    assertRejected(L106_PARAMETERS, "send", "{\"contact\":\"D\",\"file\":[1]}");
    assertRejected(L106_PARAMETERS, "save", "{\"id\":\"1\",\"to\":\"/\",\"part\":[-1]}");
    assertRejected(L106_PARAMETERS, "verify", "{\"contact\":\"D\",\"same\":\"both\"}");
    assertRejected(L106_PARAMETERS, "verify", "{\"contact\":\"D\",\"heard\":\"a\",\"met\":\"b\"}");
  }

  private static Request read(String method, String params) throws RejectedException {
    return RequestJson.read(method, Json.parse(params));
  }

  private static void assertRejected(Rule rule, String method, String params) {
    var thrown = assertThrows(RejectedException.class, () -> read(method, params), params);
    assertEquals(rule, thrown.rule(), params);
  }
}
