package dev.pli.crypto.noise;

/// Who of the two speaks first in a handshake.
public enum Role {
  INITIATOR,
  RESPONDER;

  public Role other() {
    return this == INITIATOR ? RESPONDER : INITIATOR;
  }
}
