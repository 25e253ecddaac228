package dev.pli.core.delivery;

import java.util.Locale;

/// The way a link takes, best first, or a pli that met no link; the JSON key is `path`.
public enum Route {
  LAN,
  DIRECT,
  HOLE_PUNCHED,
  OWN_RELAY,
  /// By hand, in a file.
  CARRIED;

  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }
}
