package dev.pli.core.evidence;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.statement.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/// Where a signer's time comes from, and by how much it may be wrong, as its device declares.
public record ClockQuality(Source source, Duration uncertainty) {
  private static final Set<String> SOURCES = Set.of("os", "ntp", "gnss");

  /// What sets the clock.
  public enum Source {
    OS,
    NTP,
    GNSS,
  }

  static ClockQuality read(JsonObject statement) throws RejectedException {
    JsonObject fields = statement.object("clk");
    fields.requireFields(Set.of("src", "unc"));
    Source source = Source.valueOf(fields.word("src", SOURCES).toUpperCase(Locale.ROOT));
    return new ClockQuality(source, Duration.ofMillis(fields.integer("unc")));
  }

  JsonObject json() {
    return JsonObject.EMPTY
        .with("src", source.name().toLowerCase(Locale.ROOT))
        .with("unc", uncertainty.toMillis());
  }
}
