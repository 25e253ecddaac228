package dev.pli.transport.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pli.crypto.RejectedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  private static final int LIMIT = 8;

  @Test
  void cutsTheStreamIntoLinesWhereverItWasCut() throws Exception {
    byte[] stream = "é\n\nab\nrest".getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= stream.length; cut++) {
      var reader = reader(stream, cut);
      assertEquals(Optional.of("é"), reader.next());
      assertEquals(Optional.of(""), reader.next());
      assertEquals(Optional.of("ab"), reader.next());
      assertEquals(Optional.empty(), reader.next(), "half a line is none");
    }
  }

  @Test
  void L102_rejectsALineThatIsTooLong() throws Exception {
    assertEquals(Optional.of("12345678"), reader("12345678\n".getBytes(), 0).next());
    assertRejected(RpcRule.L102_LINE_TOO_LONG, "123456789\n".getBytes());
    assertRejected(RpcRule.L102_LINE_TOO_LONG, "x".repeat(1 << 20).getBytes());
  }

  @Test
  void L103_rejectsWhatIsNoUtf8AndGoesOn() throws Exception {
    var reader = reader(new byte[] {(byte) 0xc3, '\n', 'a', '\n'}, 0);
    assertEquals(RpcRule.L103_NOT_JSON, assertThrows(RejectedException.class, reader::next).rule());
    assertEquals(Optional.of("a"), reader.next());
    assertRejected(RpcRule.L103_NOT_JSON, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80, '\n'});
    assertRejected(RpcRule.L103_NOT_JSON, new byte[] {(byte) 0xc0, (byte) 0x8a, '\n'});
  }

  private static void assertRejected(RpcRule rule, byte[] stream) {
    var reader = reader(stream, 0);
    assertEquals(rule, assertThrows(RejectedException.class, reader::next).rule());
  }

  /// Brings `cut` bytes first, then the rest.
  private static LineReader reader(byte[] stream, int cut) {
    var first = new ByteArrayInputStream(stream, 0, cut);
    var second = new ByteArrayInputStream(stream, cut, stream.length - cut);
    InputStream both =
        new InputStream() {
          @Override
          public int read() {
            int next = first.read();
            return next >= 0 ? next : second.read();
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            int read = first.read(into, offset, length);
            return read > 0 ? read : second.read(into, offset, length);
          }
        };
    return new LineReader(Channels.newChannel(both), LIMIT);
  }
}
