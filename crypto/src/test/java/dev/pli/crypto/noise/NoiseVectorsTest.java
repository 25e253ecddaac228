package dev.pli.crypto.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.pli.crypto.Script;
import dev.pli.crypto.TestJson;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.primitive.X25519;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Holds the engine against transcripts made elsewhere: those of cacophony and snow for the
/// patterns that Noise publishes, and our own of the hybrid ones, which an independent program has
/// made too.
class NoiseVectorsTest {
  private static final Pattern XXPSK3 =
      Pattern.parse(
          "Noise_XXpsk3_25519_ChaChaPoly_SHA256",
          """
          -> e
          <- e, ee, s, es
          -> s, se, psk
          """);

  private static final Pattern XXHFS =
      Pattern.parse(
          "Noise_XXhfs_25519+MLKEM768_ChaChaPoly_SHA256",
          """
          -> e, e1
          <- e, ee, ekem1, s, es
          -> s, se
          """);

  private static final List<Pattern> PATTERNS =
      List.of(Pattern.XX, Pattern.XXHFS_PSK3, XXPSK3, XXHFS);

  @TestFactory
  Stream<DynamicTest> published() {
    return TestJson.resource("noise/noise-public.json").at("vectors").list().stream()
        .map(vector ->
            dynamicTest(
                vector.at("from").text() + " " + vector.at("protocol_name").text(),
                () -> new Transcript(vector, "init_prologue", psk(vector)).replay()));
  }

  @TestFactory
  Stream<DynamicTest> hybrid() {
    return TestJson.resource("noise/noise-hybrid-kat.json").at("vectors").list().stream()
        .map(vector ->
            dynamicTest(
                vector.at("protocol_name").text(),
                () -> new Transcript(vector, "prologue", vector.at("psk").text()).replay()));
  }

  private static String psk(TestJson.Node vector) {
    boolean hasPsk = vector.has("init_psks") && !vector.at("init_psks").list().isEmpty();
    return hasPsk ? vector.at("init_psks").list().getFirst().text() : "";
  }

  /// Two handshakes that talk to each other, and every byte they say.
  private static final class Transcript {
    private final TestJson.Node vector;
    private final HandshakeState initiator;
    private final HandshakeState responder;

    Transcript(TestJson.Node vector, String prologue, String psk) {
      this.vector = vector;
      Pattern pattern =
          PATTERNS.stream()
              .filter(p -> p.toString().equals(vector.at("protocol_name").text()))
              .findFirst()
              .orElseThrow();
      Bytes bound = bytes(prologue);
      this.initiator =
          new HandshakeState(
              pattern,
              Role.INITIATOR,
              bound,
              keys("init_static"),
              new Script(bytes("init_ephemeral"), bytes("init_mlkem768_seed")));
      this.responder =
          new HandshakeState(
              pattern,
              Role.RESPONDER,
              bound,
              keys("resp_static"),
              new Script(bytes("resp_ephemeral"), bytes("resp_encaps_m")));
      initiator.usePsk(Secret.copyOf(Bytes.hex(psk)));
      responder.usePsk(Secret.copyOf(Bytes.hex(psk)));
    }

    void replay() throws Exception {
      List<TestJson.Node> messages = vector.at("messages").list();
      for (int i = 0; i < 3; i++) {
        HandshakeState sender = i % 2 == 0 ? initiator : responder;
        HandshakeState receiver = i % 2 == 0 ? responder : initiator;
        Bytes payload = Bytes.hex(messages.get(i).at("payload").text());
        Bytes wire = Bytes.hex(messages.get(i).at("ciphertext").text());
        assertEquals(wire, sender.write(payload), "message " + i);
        assertEquals(payload, receiver.read(wire), "message " + i);
      }
      assertEquals(keys("init_static").publicKey(), responder.remoteStatic().orElseThrow());
      assertEquals(keys("resp_static").publicKey(), initiator.remoteStatic().orElseThrow());
      Split split = initiator.split();
      assertEquals(split, responder.split());
      requireKeys(split);
      requireTransport(split, messages.subList(3, messages.size()));
    }

    private void requireKeys(Split split) {
      if (vector.has("handshake_hash")) {
        assertEquals(bytes("handshake_hash"), split.hash());
      }
      if (vector.has("k_i2r")) {
        assertEquals(bytes("k_i2r"), split.initiatorToResponder().reveal());
        assertEquals(bytes("k_r2i"), split.responderToInitiator().reveal());
      }
    }

    /// The messages after the handshake go on alternating: the responder is next.
    private static void requireTransport(Split split, List<TestJson.Node> messages) {
      var fromInitiator = new CipherState(split.initiatorToResponder());
      var fromResponder = new CipherState(split.responderToInitiator());
      for (int i = 0; i < messages.size(); i++) {
        CipherState sender = i % 2 == 0 ? fromResponder : fromInitiator;
        Bytes payload = Bytes.hex(messages.get(i).at("payload").text());
        ByteBuffer sealed = ByteBuffer.allocate(payload.length() + 16);
        sender.seal(payload.buffer(), sealed);
        assertEquals(
            Bytes.hex(messages.get(i).at("ciphertext").text()), Bytes.copyOf(sealed.flip()));
      }
    }

    private X25519.KeyPair keys(String name) {
      return X25519.KeyPair.of(Secret.copyOf(bytes(name)));
    }

    private Bytes bytes(String name) {
      return vector.has(name) ? Bytes.hex(vector.at(name).text()) : Bytes.EMPTY;
    }
  }
}
