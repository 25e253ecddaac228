package dev.pli.crypto.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.Script;
import dev.pli.crypto.TestJson;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.primitive.X25519;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Replays the published SV7 and SV8 from their own values alone.
class SessionVectorsTest {
  @TestFactory
  Stream<DynamicTest> transcripts() {
    return TestJson.published("SV7-transcripts.json").at("transcripts").list().stream()
        .map(transcript ->
            dynamicTest(transcript.at("purpose").text(), () -> new Replay(transcript).run()));
  }

  @Test
  void chainSteps() throws Exception {
    TestJson.Node chain = TestJson.published("SV8-chain.json");
    Secret key = Secret.copyOf(hex(chain.at("steps").list().getFirst(), "ck"));
    RecordNumber number = RecordNumber.first(chain.at("epoch").number(), Role.RESPONDER);
    var receiving = new ReceivingChain(key, number);
    for (TestJson.Node step : chain.at("steps").list()) {
      while (receiving.number().index() < step.at("n").number()) {
        receiving = new ReceivingChain(ChainKey.next(receiving.key()), receiving.number().next());
      }
      assertEquals(hex(step, "ck"), receiving.key().reveal());
      assertEquals(hex(step, "mk"), ChainKey.message(receiving.key()).reveal());
      ReceivingChain.Opened opened = receiving.open(hex(step, "record"));
      Records.Content content = Records.parse(opened.plaintext());
      assertEquals(step.at("type").number(), content.type().code());
      assertEquals(hex(step, "body"), content.body());
      receiving = opened.next();
    }
  }

  @Test
  void refusesEachNegativeByItsCode() {
    for (TestJson.Node node : TestJson.published("SV11-negative-records.json").at("cases").list()) {
      var rejection =
          assertThrows(
              RejectedException.class, () -> NegativeRecords.replay(node), () -> node.toString());
      assertTrue(rejection.rule().name().startsWith(node.at("code").text()), node.toString());
    }
  }

  private static Bytes hex(TestJson.Node node, String name) {
    return Bytes.hex(node.at(name).text());
  }

  private record Replay(TestJson.Node transcript) {
    void run() throws Exception {
      Header header = Header.parse(bytes("header"));
      var binding =
          new Binding(
              transcript.at("outer_kind").number(),
              bytes("outer"),
              bytes("initiator_peer"),
              bytes("responder_peer"));
      assertEquals(bytes("prologue"), binding.prologue(header));
      Handshake.AwaitingReply awaiting =
          Handshake.initiate(
              header,
              binding,
              keys("initiator_static"),
              new Script(bytes("initiator_ephemeral"), bytes("initiator_kem_seed")));
      assertEquals(bytes("header_and_m1"), awaiting.message());
      Handshake.Answered answered =
          Handshake.hear(
                  awaiting.message(),
                  binding,
                  keys("responder_static"),
                  new Script(bytes("responder_ephemeral"), bytes("responder_kem_m")))
              .answer(bytes("payload_2"));
      assertEquals(bytes("m2"), answered.message());
      Secret psk = Secret.copyOf(bytes("psk"));
      Handshake.Proved proved = awaiting.read(answered.message()).prove(psk, bytes("payload_3"));
      assertEquals(bytes("m3"), proved.message());
      var proven = (Handshake.Proof.Proven) answered.read(proved.message(), psk);
      requireExports(proved.session());
      requireExports(proven.session());
      requireRecords(proved.session(), proven.session());
    }

    private void requireExports(Session session) {
      assertEquals(bytes("pair_psk"), session.pairPsk().reveal());
      assertEquals(bytes("rekey_psk"), session.rekeyPsk().reveal());
      assertEquals(bytes("rekey_bind"), session.rekeyBind());
      assertEquals(bytes("last_h"), session.lastHash());
    }

    private void requireRecords(Session initiator, Session responder) throws Exception {
      Session.Sealed finish = responder.seal(RecordType.FINISH, bytes("finish_body"));
      assertEquals(bytes("finish"), finish.record());
      Session.Opened opened = initiator.open(finish.record());
      assertEquals(bytes("finish_body"), opened.body());
      Session.Sealed confirm = opened.next().seal(RecordType.CONFIRM, bytes("confirm_body"));
      assertEquals(bytes("confirm"), confirm.record());
      assertEquals(bytes("confirm_body"), finish.next().open(confirm.record()).body());
    }

    private X25519.KeyPair keys(String name) {
      return X25519.KeyPair.of(Secret.copyOf(bytes(name)));
    }

    private Bytes bytes(String name) {
      return hex(transcript, name);
    }
  }
}
