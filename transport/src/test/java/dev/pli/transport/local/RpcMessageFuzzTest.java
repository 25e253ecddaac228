package dev.pli.transport.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pli.core.identity.Language;
import dev.pli.crypto.RejectedException;

/// Whatever a client sends: only `RejectedException` comes out, and what is understood comes back
/// as the same question.
class RpcMessageFuzzTest {
  @FuzzTest
  void request(FuzzedDataProvider data) {
    String line = data.consumeRemainingAsString();
    try {
      var incoming = RpcMessage.parse(line);
      incoming.language(Language.ENGLISH);
      var request = RequestJson.read(incoming.method(), incoming.params());
      var call = RequestJson.write(request);
      Keys again = Json.parse(Json.print(call.params()));
      assertEquals(request, RequestJson.read(call.method(), again));
    } catch (RejectedException _) {
      // As it should.
    }
  }
}
