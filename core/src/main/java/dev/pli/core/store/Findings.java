package dev.pli.core.store;

import java.util.List;

/// What the quiet look at an opened vault has found: pages that are not as they were written
/// (looked for after an unclean stop), and files that no row names, now in `lost/`.
public record Findings(List<Long> damagedPages, List<String> setAside) {
  public Findings {
    damagedPages = List.copyOf(damagedPages);
    setAside = List.copyOf(setAside);
  }
}
