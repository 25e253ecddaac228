package dev.pli.core.node;

import dev.pli.core.office.Problem;
import java.io.IOException;

/// Why a vault does not open. Nothing was changed by trying.
public abstract class OpeningException extends IOException {
  protected OpeningException(String message) {
    super(message);
  }

  protected OpeningException(String message, Throwable cause) {
    super(message, cause);
  }

  /// What an interface says of it.
  public abstract Problem problem();
}
