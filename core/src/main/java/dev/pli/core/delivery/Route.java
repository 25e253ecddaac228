package dev.pli.core.delivery;

import java.util.Locale;

/// The way a link takes, best first; the JSON key is `path`.
public enum Route {
  LAN,
  DIRECT,
  HOLE_PUNCHED,
  OWN_RELAY;

  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }
}
