package dev.pli.core.vectors;

import dev.pli.core.carry.CarryEnd;
import dev.pli.core.carry.CarryRecord;
import dev.pli.core.carry.CarrySamples;
import dev.pli.core.carry.CarrySealer;
import dev.pli.core.conversation.PliId;
import dev.pli.core.frame.Envelope;
import dev.pli.core.frame.Frame;
import dev.pli.core.frame.FrameCodec;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.XWing;
import dev.pli.crypto.statement.JsonObject;
import java.time.Instant;

/// CV1: a whole carried file from fixed keys and draws: a head, one frame, the end.
final class CarriedFile {
  private CarriedFile() {}

  static Bytes frame() {
    var stored = new Frame.Stored(new PliId(Bytes.hex("77".repeat(16))));
    return FrameCodec.encode(
        new Envelope(CarrySamples.ALICES, 0, 0, Instant.ofEpochMilli(1_700_000_000_000L), stored));
  }

  static Bytes file() {
    CarrySealer sealer = CarrySamples.sealer();
    return Bytes.concat(
        sealer.start(),
        sealer.seal(CarryRecord.Type.HEAD, CarrySamples.HEAD.encode()),
        sealer.seal(CarryRecord.Type.FRAME, frame()),
        sealer.seal(CarryRecord.Type.END, new CarryEnd(1, 0, 0).encode()));
  }

  static JsonObject vector() {
    return JsonObject.EMPTY
        .with("carry_seed", CarrySamples.SEED.reveal().hex())
        .with("carry_key", XWing.KeyPair.of(CarrySamples.SEED).publicKey().hex())
        .with("end", new CarryEnd(1, 0, 0).encode().hex())
        .with("eseed", CarrySamples.RANDOMNESS.hex())
        .with("file", file().hex())
        .with("frame", frame().hex())
        .with("from", CarrySamples.PARTIES.from().text())
        .with("head", CarrySamples.HEAD.encode().hex())
        .with("pair_psk", CarrySamples.PAIR_PSK.reveal().hex())
        .with("to", CarrySamples.PARTIES.to().text());
  }
}
