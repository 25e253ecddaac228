package dev.pli.core.office;

/// How far long work has come. `done` and `total` are bytes of content, `path` is the route's JSON
/// name or empty while nothing moves on a link.
public record Progress(Phase phase, String name, long done, long total, String path) {

  /// What the bytes are going through.
  public enum Phase {
    /// Read, encrypted and hashed on this device.
    SEALING,
    /// On their way to the other device.
    SENDING,
    /// Between this vault and a file that is carried by hand.
    CARRYING,
    /// Decrypted into a file outside the vault.
    SAVING
  }
}
