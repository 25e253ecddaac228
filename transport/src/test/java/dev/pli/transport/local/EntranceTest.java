package dev.pli.transport.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EntranceTest {
  private int asked;

  /// Fails that often, then lets `channel` in, and so again.
  private Entrance failing(int failures, SocketChannel channel) {
    return new Entrance(
        () -> {
          asked++;
          if (asked % (failures + 1) != 0) {
            throw new IOException("Too many open files");
          }
          return channel;
        },
        Duration.ZERO);
  }

  @Test
  void aFailureThatPassesLetsTheNextOneIn() throws Exception {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      Entrance entrance = failing(Entrance.MAX_FAILURES - 1, channel);
      assertSame(channel, entrance.next());
      assertSame(channel, entrance.next()); // Counted in a row only.
      assertEquals(2 * Entrance.MAX_FAILURES, asked);
    }
  }

  @Test
  void aFailureThatStaysEndsIt() throws Exception {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      assertThrows(IOException.class, failing(Integer.MAX_VALUE - 1, channel)::next);
      assertEquals(Entrance.MAX_FAILURES, asked);
    }
  }

  @Test
  void aSocketThatWasClosedIsNotAskedAgain() {
    var closed =
        new Entrance(
            () -> {
              asked++;
              throw new AsynchronousCloseException();
            },
            Duration.ZERO);
    assertThrows(AsynchronousCloseException.class, closed::next);
    assertEquals(1, asked);
  }
}
