package dev.pli.crypto.session;

import dev.pli.crypto.TestJson;
import java.util.Map;

/// Writes SV7, SV8 and the records of SV11 anew, from this module's folder. For a change of the
/// protocol, and then with another implementation beside it.
final class WriteSessionVectors {
  private WriteSessionVectors() {}

  public static void main(String[] arguments) throws Exception {
    TestJson.publish("SV7-transcripts.json", Map.of("transcripts", Transcripts.all()));
    TestJson.publish("SV8-chain.json", Transcripts.chain());
    TestJson.publish(
        "SV11-negative-records.json",
        TestJson.entries("ck", NegativeRecords.chainKey().hex(), "cases", NegativeRecords.cases()));
  }
}
