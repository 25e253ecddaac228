package dev.pli.crypto;

/// A clause of the specification that a peer, a file or a person can break: one enum constant each,
/// named by the clause's code and what is wrong (`S402_AEAD`).
public interface Rule {
  /// The constant's own name, which begins with the code of the clause.
  String name();
}
