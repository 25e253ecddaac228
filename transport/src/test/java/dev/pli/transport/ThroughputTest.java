package dev.pli.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.OperatingSystemMXBean;
import dev.pli.core.Event;
import dev.pli.core.node.BlobStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One stream over TCP, Noise and Yamux on the loopback, both ends in this process: prints the
/// rate.
@Tag("long")
@Timeout(120)
class ThroughputTest {
  private static final int SEGMENT_BYTES = 262_400;
  private static final long TOTAL_BYTES = 1L << 30;
  private static final int ROUNDS = 5;

  @Test
  void movesAGibibyteInOneStream() throws Exception {
    try (var alice = new TestNode();
        var bob = new TestNode()) {
      alice.admits(bob.peer());
      bob.admits(alice.peer());
      alice.dials(bob);
      var link = alice.hears(Event.LinkOpened.class).link();
      for (int round = 0; round < ROUNDS; round++) {
        long started = System.nanoTime();
        long cpu = cpuNanos();
        BlobStream out = alice.host.openBlob(link);
        var writer = Thread.ofVirtual().start(() -> write(out));
        assertEquals(TOTAL_BYTES, drain(bob.blob()));
        writer.join();
        double seconds = (System.nanoTime() - started) / 1e9;
        double cpuSeconds = (cpuNanos() - cpu) / 1e9;
        System.out.printf(
            "%.0f MB/s, %.2f s of CPU a GiB, both ends%n", TOTAL_BYTES / 1e6 / seconds, cpuSeconds);
      }
    }
  }

  private static long cpuNanos() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime();
  }

  private static void write(BlobStream out) {
    var segment = ByteBuffer.allocate(SEGMENT_BYTES);
    try (out) {
      for (long left = TOTAL_BYTES; left > 0; left -= segment.limit()) {
        out.write(segment.clear().limit((int) Math.min(left, SEGMENT_BYTES)));
      }
      out.finish();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static long drain(BlobStream in) throws IOException {
    var segment = ByteBuffer.allocate(SEGMENT_BYTES);
    long sum = 0;
    for (int read = in.read(segment.clear()); read >= 0; read = in.read(segment.clear())) {
      sum += read;
    }
    in.close();
    return sum;
  }
}
