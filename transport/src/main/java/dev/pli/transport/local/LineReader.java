package dev.pli.transport.local;

import dev.pli.crypto.RejectedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Cuts what a channel brings into lines of UTF-8, each bounded before it is looked at.
///
/// Not thread-safe. A line that is no UTF-8 is `L103_NOT_JSON` and the next one can be read; after
/// a line that is too long, `L102_LINE_TOO_LONG`, drop the channel.
final class LineReader {
  /// One request. The largest holds the text of a pli, [Limits#MAX_TEXT_BYTES].
  static final int MAX_LINE_BYTES = 1024 * 1024;

  /// One answer, read by a client of its own node: a thousand plis with many enclosures each.
  static final int MAX_ANSWER_BYTES = 64 * 1024 * 1024;

  private static final int BUFFER_BYTES = 8 * 1024;

  private final ReadableByteChannel channel;
  private final int limit;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).flip();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LineReader(ReadableByteChannel channel, int limit) {
    this.channel = channel;
    this.limit = limit;
  }

  /// The next line without its end, or empty when the other side has closed; half a line before
  /// that end is dropped. Waits.
  Optional<String> next() throws IOException, RejectedException {
    line.reset();
    while (true) {
      if (!buffer.hasRemaining() && !fill()) {
        return Optional.empty();
      }
      if (takeUpToLineEnd()) {
        return Optional.of(text());
      }
      RejectedException.require(line.size() <= limit, RpcRule.L102_LINE_TOO_LONG);
    }
  }

  private boolean fill() throws IOException {
    buffer.clear();
    int read = channel.read(buffer);
    buffer.flip();
    return read >= 0;
  }

  private boolean takeUpToLineEnd() {
    int start = buffer.position();
    int end = start;
    while (end < buffer.limit() && buffer.get(end) != '\n') {
      end++;
    }
    line.write(buffer.array(), start, end - start);
    boolean found = end < buffer.limit();
    buffer.position(found ? end + 1 : end);
    return found;
  }

  private String text() throws RejectedException {
    RejectedException.require(line.size() <= limit, RpcRule.L102_LINE_TOO_LONG);
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder(); // Reports what is malformed.
      return decoder.decode(ByteBuffer.wrap(line.toByteArray())).toString();
    } catch (CharacterCodingException _) {
      throw new RejectedException(RpcRule.L103_NOT_JSON);
    }
  }
}
