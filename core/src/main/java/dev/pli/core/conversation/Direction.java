package dev.pli.core.conversation;

/// Which way a pli goes, seen from this vault.
public enum Direction {
  OUT,
  IN
}
