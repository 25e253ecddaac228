package dev.pli.transport.mdns;

import java.util.List;

/// One thing that a [MdnsMessage] tells; 0 seconds is a goodbye.
sealed interface MdnsRecord {
  String name();

  /// How long it may be believed.
  long seconds();

  /// `name` is also `target`.
  record Pointer(String name, long seconds, String target) implements MdnsRecord {}

  /// Each text has at most 255 bytes.
  record Text(String name, long seconds, List<String> texts) implements MdnsRecord {
    public Text {
      texts = List.copyOf(texts);
    }
  }
}
