package dev.pli.crypto.seal;

import dev.pli.crypto.TestJson;

/// Writes SV9, SV10 and the blobs of SV11 anew, from this module's folder. For a change of the
/// format, and then with another implementation beside it.
final class WriteSealVectors {
  private WriteSealVectors() {}

  public static void main(String[] arguments) throws Exception {
    TestJson.publish("SV9-padme.json", SealVectors.padme());
    TestJson.publish("SV10-blobs.json", SealVectors.pli());
    TestJson.publish(
        "SV11-negative-blobs.json",
        TestJson.entries("pid", "a1".repeat(16), "cases", NegativeBlobs.cases()));
  }
}
