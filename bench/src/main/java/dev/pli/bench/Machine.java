package dev.pli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// The machine of a run, and how busy it was when the run began.
record Machine(
    LocalDate date, String processor, int cores, long memoryGib, String java, String loadAverage) {
  private static final long KIB_PER_GIB = 1L << 20;

  static Machine now() throws IOException {
    return new Machine(
        LocalDate.now(ZoneOffset.UTC),
        field("/proc/cpuinfo", "model name"),
        Runtime.getRuntime().availableProcessors(),
        Math.ceilDiv(
            Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("\\D", "")), KIB_PER_GIB),
        System.getProperty("java.vendor.version", "") + " " + Runtime.version(),
        String.join(
            " ", Files.readString(Path.of("/proc/loadavg")).split(" ")[0], "over one minute"));
  }

  private static String field(String file, String name) throws IOException {
    for (String line : Files.readAllLines(Path.of(file))) {
      if (line.startsWith(name)) {
        return line.substring(line.indexOf(':') + 1).strip();
      }
    }
    return "unknown";
  }

  String sentence(String arguments) {
    return "%s, `bench/run%s`: %s, %d cores, %d GiB; JDK %s; load average at the start %s."
        .formatted(
            date,
            arguments.isEmpty() ? "" : " " + arguments,
            processor,
            cores,
            memoryGib,
            java.strip(),
            loadAverage);
  }
}
