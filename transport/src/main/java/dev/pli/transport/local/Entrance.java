package dev.pli.transport.local;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// Lets the clients of a socket in, one by one; a failure that may pass is waited out: a process
/// that has as many files open as it may has fewer a moment later. One thread.
final class Entrance {
  static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  /// Failures in a row after which nobody comes in any more. With pauses that double up to the
  /// longest, between three and four minutes.
  static final int MAX_FAILURES = 16;

  /// Doublings of the first pause at most.
  private static final int DOUBLINGS = 8;

  private final Source source;
  private final Duration firstPause;
  private int failures;

  /// Where clients come from.
  @FunctionalInterface
  interface Source {
    SocketChannel accept() throws IOException;
  }

  Entrance(Source source, Duration firstPause) {
    this.source = source;
    this.firstPause = firstPause;
  }

  /// Waits for the next client. Throws [ClosedChannelException] once the socket is closed, and what
  /// the socket threw last when it goes on failing.
  SocketChannel next() throws IOException, InterruptedException {
    while (true) {
      try {
        SocketChannel channel = source.accept();
        failures = 0;
        return channel;
      } catch (ClosedChannelException e) {
        throw e;
      } catch (IOException e) {
        failures++;
        if (failures >= MAX_FAILURES) {
          throw e;
        }
      }
      Thread.sleep(firstPause.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS)));
    }
  }
}
