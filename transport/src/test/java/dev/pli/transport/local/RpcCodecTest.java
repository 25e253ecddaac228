package dev.pli.transport.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.identity.Language;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Notice;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Progress;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RpcCodecTest {
  private final RpcCodec french = new RpcCodec(Sentences.in(Language.FRENCH));
  private final RpcCodec english = new RpcCodec(Sentences.in(Language.ENGLISH));

  @Test
  void everyAnswerComesBackAsTheSameBytes() throws Exception {
    for (var exchange : Samples.EXCHANGES) {
      var answer = new Answer.Done(exchange.result());
      assertSameBytes(exchange.request(), answer);
      var problem = Problem.of(ErrorCode.NOT_REACHABLE, "Dupont");
      assertSameBytes(exchange.request(), new Answer.Partial(exchange.result(), problem));
    }
  }

  @Test
  void everyErrorComesBackAsTheSameBytes() throws Exception {
    for (ErrorCode code : ErrorCode.values()) {
      assertSameBytes(new Request.Id(), Answer.failed(code, "Dupont"));
    }
  }

  private void assertSameBytes(Request asked, Answer answer) throws Exception {
    Class<? extends Result> type = ResultKeys.type(asked);
    String line = french.answer(answer, type);
    Answer back = english.answer(asked, Json.parse(line));
    assertEquals(line, english.answer(back, type), "sentences stay as they came");
    assertFalse(line.contains("\n"));
  }

  @Test
  void anErrorHasFourKeys() {
    assertEquals(
        "{\"ok\":false,\"exit\":7,\"error\":\"key_changed\",\"message\":\"La clé de « Berger » a"
            + " changé. Envoi bloqué jusqu'à une nouvelle vérification.\"}",
        french.answer(Answer.failed(ErrorCode.KEY_CHANGED, "Berger"), Result.Id.class));
    assertEquals(
        "{\"ok\":false,\"exit\":7,\"error\":\"key_changed\",\"message\":\"The key of \\\"Berger\\\""
            + " has changed. Sending is blocked until you verify again.\"}",
        english.answer(Answer.failed(ErrorCode.KEY_CHANGED, "Berger"), Result.Id.class));
  }

  @Test
  void keysAreThoseOfTheContractInItsOrder() {
    assertKeys(
        "vault fingerprint device profile created passphrase_bits key_file recovery_file",
        new Result.Initialised(
            "/v", Samples.FINGERPRINT, "d", "other", Samples.TIME, 88, false, Optional.empty()));
    assertKeys(
        "state started pid socket listen device since last_unlock failed_unlock_times",
        result(
            new Request.Start(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
    assertKeys("state was_running", result(new Request.Stop()));
    assertKeys("state", result(new Request.Lock()));
    String status =
        "state vault version pid since listen relay upnp lan tsa fingerprint contacts queued unread"
            + " last_unlock failed_unlocks last_backup incident";
    assertKeys(status, Samples.OPEN);
    assertKeys(status, Samples.STOPPED);
    String device = "device label added current acknowledged revoked";
    assertKeys(
        "fingerprint vault profile created device devices " + device, result(new Request.Id()));
    String invitation =
        "invitation label link file fingerprint addresses created expires proof state";
    assertKeys(invitation, new Result.Invited(Samples.INVITATION));
    assertKeys("invitations " + invitation, new Result.Invitations(List.of(Samples.INVITATION)));
    String contact =
        "fingerprint pending_fingerprint label state verification state method at key_changed proof"
            + " reachable path last_seen queued country colleague proxy devices "
            + device;
    assertKeys("contact " + contact, new Result.OneContact(Samples.CONTACT));
    assertKeys("contacts " + contact, new Result.Contacts(List.of(Samples.CONTACT)));
    assertKeys(
        "fingerprint label words_fr words_en digits code verification state method at key_changed",
        Samples.WORDS);
    String pli =
        "id direction peer label verification mode state case mention created delivered expires"
            + " path text_bytes parts enclosures part name size type sha256 receipt replaces"
            + " no_forward unread";
    assertKeys("pli " + pli, new Result.OnePli(Samples.PLI));
    assertKeys("plis " + pli + " next", new Result.Plis(List.of(Samples.PLI), Optional.empty()));
    assertKeys("pli " + pli + " text", new Result.Opened(Samples.PLI, Optional.empty()));
    assertKeys(
        "id files part path size sha256",
        new Result.Saved(Samples.ID, List.of(new View.SavedFile(1, "/a", 1, "h"))));
    assertKeys(
        "id state receipts sid event act signer time seen skew_ms commitment algorithms valid route"
            + " path places file",
        result(new Request.Receipt(Samples.ID, Optional.of("/tmp/r.json"))));
    assertKeys(
        "contact file size sha256 plis receipts", result(new Request.CarryExport("Dupont", "/f")));
    assertKeys("contact file plis receipts repeated", result(new Request.CarryImport("/f")));
    assertKeys(
        "result checks id state detail what", result(new Request.Doctor(Optional.of("Dupont"))));
    assertKeys(
        "entries n at kind subject detail hash first last chain",
        result(new Request.Journal(2, 100, true)));
    assertKeys(
        "steps step ok ms total_ms file bytes sha256 mib_per_s plaintext_found",
        new Result.Demo(
            List.of(new View.DemoStep("init", true, 3)),
            4,
            new View.DemoFile(Optional.of(5L), Optional.of("h"), Optional.of(1.5)),
            Optional.of(false)));
  }

  @Test
  void aDemonstrationThatFailedEarlyKnowsNothingOfItsFile() {
    var nothing = new View.DemoFile(Optional.empty(), Optional.empty(), Optional.empty());
    var result = new Result.Demo(List.of(), 4, nothing, Optional.empty());
    String line =
        english.answer(
            new Answer.Partial(result, Problem.of(ErrorCode.CHECK_FAILED)), Result.Demo.class);
    assertTrue(
        line.endsWith(
            "\"steps\":[],\"total_ms\":4,\"file\":{\"bytes\":null,\"sha256\":null,"
                + "\"mib_per_s\":null},\"plaintext_found\":null}"),
        line);
  }

  @Test
  void exits5And6HaveTheCommandsOwnKeysWhateverIsKnown() throws Exception {
    for (var exchange : Samples.EXCHANGES) {
      Class<? extends Result> type = ResultKeys.type(exchange.request());
      assertEquals(exchange.result().getClass(), type);
      var own = ResultJson.write(exchange.result(), Sentences.in(Language.ENGLISH));
      assertEquals(List.copyOf(own.values().keySet()), ResultKeys.of(type));
      for (ErrorCode code : List.of(ErrorCode.VAULT_DAMAGED, ErrorCode.NOT_REACHABLE)) {
        Keys keys = Json.parse(english.answer(Answer.failed(code), type));
        assertEquals(4 + ResultKeys.of(type).size(), keys.size());
        ResultKeys.of(type).forEach(name -> assertNull(keys.any(name)));
        assertEquals(
            code, ((Answer.Failed) english.answer(exchange.request(), keys)).problem().code());
      }
    }
  }

  private static Result result(Request request) {
    return Samples.EXCHANGES.stream()
        .filter(exchange -> exchange.request().getClass().equals(request.getClass()))
        .findFirst()
        .orElseThrow()
        .result();
  }

  /// All keys of the line in order, those of inner objects after the key that holds them.
  private void assertKeys(String expected, Result result) {
    String line = english.answer(new Answer.Done(result), result.getClass());
    var keys =
        Pattern.compile("\"([a-z0-9_]+)\":")
            .matcher(line)
            .results()
            .map(key -> key.group(1))
            .toList();
    assertEquals("ok exit " + expected, String.join(" ", keys), line);
  }

  @Test
  void stoppedStatusIsNullWhereNothingIsKnown() {
    assertEquals(
        "{\"ok\":true,\"exit\":0,\"state\":\"stopped\",\"vault\":\"/v\",\"version\":\"0.1.0\","
            + "\"pid\":null,\"since\":null,\"listen\":[],\"relay\":null,\"upnp\":null,\"lan\":null,"
            + "\"tsa\":null,\"fingerprint\":null,\"contacts\":null,\"queued\":null,\"unread\":null,"
            + "\"last_unlock\":null,\"failed_unlocks\":null,\"last_backup\":null,\"incident\":null}",
        english.answer(new Answer.Done(Samples.STOPPED), Result.Status.class));
  }

  @Test
  void aNoticeIsOneLineWithoutOk() throws Exception {
    var notice =
        new Notice(
            7,
            Samples.TIME,
            Notice.Kind.PLI_STATE,
            Optional.of(Samples.ID),
            Optional.empty(),
            Optional.of("delivered"),
            Optional.empty(),
            Optional.of(9L));
    String line = english.notice(notice);
    assertEquals(
        "{\"cursor\":7,\"at\":\"2026-11-22T17:12:31.004Z\",\"event\":\"pli_state\",\"pli\":\""
            + Samples.ID
            + "\",\"peer\":null,\"state\":\"delivered\",\"bytes\":null,\"total\":9}",
        line);
    assertEquals(notice, RpcCodec.notice(Json.parse(line)));
  }

  @Test
  void progressComesBack() throws Exception {
    for (var path : List.of("", "lan")) {
      var progress = new Progress(Progress.Phase.SENDING, "acte.pdf", 1, 2, path);
      var line = Json.print(RpcCodec.keys(progress));
      assertEquals(progress, RpcCodec.progress(Json.parse(line)));
    }
  }

  @Test
  void timesHaveMilliseconds() {
    var keys = new Keys().put("at", Samples.TIME.minusMillis(4));
    assertTrue(Json.print(keys).contains("17:12:31.000Z"));
  }
}
