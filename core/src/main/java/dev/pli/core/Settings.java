package dev.pli.core;

import dev.pli.crypto.primitive.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How the owner wants this vault's node to run. Nothing here weakens a protection.
///
/// `listen` are texts of multiaddrs, empty for the default; `port` is the TCP port bound last, so
/// that addresses in old invitations stay true. `lanNetworks` are pseudonyms of the networks where
/// the owner said that mDNS may speak. `language` is `fr` or `en`. `relay` is the text of the
/// multiaddr of the practice's relay, with its PeerId.
public record Settings(
    String profile,
    String language,
    List<String> listen,
    int port,
    List<Bytes> lanNetworks,
    Duration idle,
    Duration lockAfter,
    Optional<String> relay) {

  public static final Duration DEFAULT_IDLE = Duration.ofMinutes(5);
  public static final Duration DEFAULT_LOCK_AFTER = Duration.ofHours(12);

  public Settings {
    listen = List.copyOf(listen);
    lanNetworks = List.copyOf(lanNetworks);
  }

  /// The same, with mDNS allowed on these networks.
  public Settings with(List<Bytes> networks) {
    return new Settings(profile, language, listen, port, networks, idle, lockAfter, relay);
  }

  /// The same, bound to this port last.
  public Settings at(int bound) {
    return new Settings(profile, language, listen, bound, lanNetworks, idle, lockAfter, relay);
  }

  /// The same, with what a person says now; what is not said stays.
  public Settings with(
      List<String> addresses, Optional<Duration> nextIdle, Optional<Duration> nextLockAfter) {
    return new Settings(
        profile,
        language,
        addresses.isEmpty() ? listen : addresses,
        port,
        lanNetworks,
        nextIdle.orElse(idle),
        nextLockAfter.orElse(lockAfter),
        relay);
  }

  /// The same, reached through this relay, or through none.
  public Settings relayedBy(Optional<String> next) {
    return new Settings(profile, language, listen, port, lanNetworks, idle, lockAfter, next);
  }

  public static Settings initial(String profile, String language) {
    return new Settings(
        profile,
        language,
        List.of(),
        0,
        List.of(),
        DEFAULT_IDLE,
        DEFAULT_LOCK_AFTER,
        Optional.empty());
  }
}
