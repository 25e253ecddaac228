package dev.pli.crypto.session;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.TestJson;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The part of SV11 that this package refuses: headers, and records sealed under a known chain key
/// as the first record of the initiator in epoch 0.
final class NegativeRecords {
  private static final Bytes CHAIN_KEY = Transcripts.drawn("negative chain key", 32);

  private NegativeRecords() {}

  static List<Map<String, Object>> cases() {
    var cases = new ArrayList<Map<String, Object>>();
    String zeros = "00".repeat(16);
    for (String header :
        List.of(
            "02 01 02 00000000" + zeros,
            "01 02 02 00000000" + zeros,
            "01 01 00 00000000" + zeros,
            "01 01 04 00000000" + zeros,
            "01 01 01 00000001" + zeros,
            "01 01 02 00000001" + zeros,
            "01 01 03 00000000" + zeros,
            "01 01 03 00010000" + zeros,
            "01 01 02 00000000" + "00".repeat(15) + "01",
            "01 01 02 00000000" + "00".repeat(15))) {
      cases.add(of("header", "S301", Bytes.hex(header)));
    }
    Bytes good = seal(Records.pad(RecordType.CONFIRM, Bytes.zero(41)));
    cases.add(of("record", "S401", good.slice(0, 271)));
    cases.add(of("record", "S401", Bytes.concat(good, Bytes.of(0))));
    cases.add(of("record", "S402", flip(good, 0)));
    cases.add(of("record", "S402", flip(good, good.length() - 1)));
    cases.add(of("record", "S403", seal(plaintext("02 000000fc", 256))));
    cases.add(of("record", "S403", seal(plaintext("02 ffffffff", 256))));
    cases.add(of("record", "S403", seal(plaintext("02 00000001", 1_024))));
    cases.add(of("record", "S403", seal(flip(plaintext("02 00000001", 256), 255))));
    cases.add(of("record", "S404", seal(plaintext("00 00000000", 256))));
    cases.add(of("record", "S404", seal(plaintext("7f 00000000", 256))));
    cases.add(of("record", "S404", seal(plaintext("c0 00000000", 256))));
    return cases;
  }

  static void replay(TestJson.Node node) throws RejectedException {
    Bytes bytes = Bytes.hex(node.at("bytes").text());
    if (node.at("kind").text().equals("header")) {
      Header.parse(bytes);
    } else {
      Records.requireLength(bytes);
      Records.parse(
          new ReceivingChain(Secret.copyOf(CHAIN_KEY), RecordNumber.first(0, Role.INITIATOR))
              .open(bytes)
              .plaintext());
    }
  }

  static Bytes chainKey() {
    return CHAIN_KEY;
  }

  private static Map<String, Object> of(String kind, String code, Bytes bytes) {
    return TestJson.entries("kind", kind, "code", code, "bytes", bytes.hex());
  }

  private static Bytes seal(Bytes plaintext) {
    return new SendingChain(Secret.copyOf(CHAIN_KEY), RecordNumber.first(0, Role.INITIATOR))
        .seal(plaintext)
        .record();
  }

  private static Bytes plaintext(String start, int length) {
    Bytes bytes = Bytes.hex(start);
    return Bytes.concat(bytes, Bytes.zero(length - bytes.length()));
  }

  private static Bytes flip(Bytes bytes, int index) {
    byte[] flipped = bytes.toArray();
    flipped[index] ^= 1;
    return Bytes.copyOf(flipped);
  }
}
