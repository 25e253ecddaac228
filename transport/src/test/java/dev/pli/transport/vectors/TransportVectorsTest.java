package dev.pli.transport.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.pli.core.address.Multiaddr;
import dev.pli.crypto.RejectedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The vectors that docs/spec publishes for the transport.
class TransportVectorsTest {
  private static final Path FOLDER = Path.of("..", "docs", "spec", "vectors", "transport");

  /// One object of texts by their name.
  private static Map<String, String> read(String file) throws IOException {
    var values = new LinkedHashMap<String, String>();
    try (var json = new JsonFactory().createParser(FOLDER.resolve(file).toFile())) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          values.put(json.currentName(), json.getText());
        }
      }
    }
    assertFalse(values.isEmpty());
    return values;
  }

  @Test
  void theChannelHasItsKnownBytes() throws Exception {
    assertEquals(read("TV1-channel.json"), ChannelVector.values());
  }

  @Test
  void addressesHaveTheirKnownBytes() throws Exception {
    for (var entry : read("TV2-addresses.json").entrySet()) {
      assertEquals(entry.getValue(), Multiaddr.parse(entry.getKey()).encode().hex());
    }
  }

  @Test
  void eachRefusedAddressBreaksItsRule() throws Exception {
    for (var entry : read("TV3-refused-addresses.json").entrySet()) {
      var thrown =
          assertThrows(
              RejectedException.class,
              () -> Multiaddr.parse(entry.getKey()).dialled(),
              entry.getKey());
      assertEquals(entry.getValue(), thrown.rule().name().substring(0, 4), entry.getKey());
    }
  }
}
