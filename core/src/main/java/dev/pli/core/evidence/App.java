package dev.pli.core.evidence;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.statement.JsonObject;
import java.util.Set;

/// The program that made an offer, as it names itself.
public record App(String name, String version) {
  private static final int MAX_BYTES = 64;

  static App read(JsonObject offer) throws RejectedException {
    JsonObject fields = offer.object("app");
    fields.requireFields(Set.of("name", "ver"));
    return new App(fields.display("name", MAX_BYTES), fields.display("ver", MAX_BYTES));
  }

  JsonObject json() {
    return JsonObject.EMPTY.with("name", name).with("ver", version);
  }
}
