package dev.pli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What the kernel says of one process. Linux only.
record ProcessFacts(long pid) {
  private static final int USER_TICKS = 11; // Behind the name in brackets, proc(5).
  private static final int SYSTEM_TICKS = 12;
  private static final long TICKS_PER_SECOND =
      100; // USER_HZ of every Linux on this kind of machine.

  double residentMib() throws IOException {
    return status("VmRSS:");
  }

  /// The most since [#forgetPeak].
  double peakMib() throws IOException {
    return status("VmHWM:");
  }

  /// The peak counts from now on.
  void forgetPeak() throws IOException {
    Files.writeString(Path.of("/proc/" + pid + "/clear_refs"), "5");
  }

  private double status(String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new IOException("expected " + name + " of process " + pid);
  }

  /// Processor time, user and system, in ticks of 10 ms.
  Duration processorTime() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
    return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
  }
}
