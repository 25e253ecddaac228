package dev.pli.core.node;

import java.io.IOException;

/// The disk has no room for what was to be saved; what was saved before is whole.
public final class NoSpaceException extends IOException {
  public NoSpaceException() {
    super("the disk is full; free some space");
  }
}
