package dev.pli.crypto.session;

import static dev.pli.crypto.Rejections.assertRejected;
import static dev.pli.crypto.session.SessionRule.S401_RECORD_LENGTH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pli.crypto.primitive.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordDecoderTest {
  private final RecordDecoder decoder = new RecordDecoder();

  @Test
  void acceptsTheStreamCutAnywhere() throws Exception {
    Bytes stream = Bytes.hex("0003 010203 0001 ff 0002 aabb");
    List<Bytes> frames = List.of(Bytes.of(1, 2, 3), Bytes.of(0xff), Bytes.of(0xaa, 0xbb));
    for (int cut = 0; cut <= stream.length(); cut++) {
      var decoded = new ArrayList<>(decoder.feed(stream.slice(0, cut).buffer()));
      decoded.addAll(decoder.feed(stream.slice(cut, stream.length()).buffer()));
      assertEquals(frames, decoded, "cut at " + cut);
    }
  }

  @Test
  void decodesWhatItEncoded() throws Exception {
    for (int length : new int[] {1, 255, 256, 1_335, 16_400}) {
      Bytes frame = Bytes.zero(length);
      assertEquals(List.of(frame), decoder.feed(RecordDecoder.encode(frame).buffer()));
    }
    assertThrows(IllegalArgumentException.class, () -> RecordDecoder.encode(Bytes.EMPTY));
    assertThrows(IllegalArgumentException.class, () -> RecordDecoder.encode(Bytes.zero(16_401)));
  }

  @Test
  void S401_lengthThatNoFrameHas() {
    for (String length : new String[] {"0000", "4011", "ffff"}) {
      assertRejected(
          S401_RECORD_LENGTH,
          () -> new RecordDecoder().feed(ByteBuffer.wrap(Bytes.hex(length).toArray())));
    }
  }
}
