package dev.pli.core.office;

import java.util.Locale;

/// Why a command did not do what was asked. The JSON value is the constant in lower case; the exit
/// code is that of its class. docs/cli.md, « exit codes ».
public enum ErrorCode {
  IO_ERROR(1),
  NO_SPACE(1),
  ADDRESS_IN_USE(1),
  VAULT_BUSY(1),
  VAULT_TOO_NEW(1),
  CHECK_FAILED(1),
  INTERNAL(1),

  USAGE(2),
  AMBIGUOUS(2),
  SECRET_ON_COMMAND_LINE(2),

  PASSPHRASE_REQUIRED(3),
  WRONG_PASSPHRASE(3),
  WRONG_KEY_FILE(3),

  VAULT_NOT_FOUND(4),
  CONTACT_NOT_FOUND(4),
  PLI_NOT_FOUND(4),
  PART_NOT_FOUND(4),
  INVITATION_NOT_FOUND(4),
  DEVICE_NOT_FOUND(4),
  CASE_NOT_FOUND(4),
  FILE_NOT_FOUND(4),

  NOT_REACHABLE(5),

  WORDS_DIFFER(6),
  FINGERPRINT_MISMATCH(6),
  EVIDENCE_INVALID(6),
  CARRY_INVALID(6),
  VAULT_DAMAGED(6),
  JOURNAL_BROKEN(6),

  WEAK_PASSPHRASE(7),
  PASSPHRASE_FILE_READABLE(7),
  VAULT_EXISTS(7),
  LABEL_TAKEN(7),
  CONTACT_PENDING(7),
  CONTACT_REMOVED(7),
  KEY_CHANGED(7),
  NO_PROOF_AGREEMENT(7),
  INVITATION_EXPIRED(7),
  INVITATION_USED(7),
  INVITATION_CANCELLED(7),
  CONFIRMATION_REQUIRED(7),
  DECISION_REQUIRED(7),
  ALREADY_DECIDED(7),
  FILE_EXISTS(7),
  FILE_TYPE_REFUSED(7),
  TOO_LARGE(7),
  LIMIT_REACHED(7),
  SAME_DISK(7);

  private final int exit;

  ErrorCode(int exit) {
    this.exit = exit;
  }

  /// The exit code of the process, 1 to 7.
  public int exit() {
    return exit;
  }

  /// Whether an answer with this error has the command's own keys beside it, as far as they are
  /// known.
  public boolean keepsKeys() {
    return exit == 5 || exit == 6 || this == CHECK_FAILED || this == DECISION_REQUIRED;
  }

  /// The value of the key `error`.
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }
}
