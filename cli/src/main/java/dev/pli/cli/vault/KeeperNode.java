package dev.pli.cli.vault;

import dev.pli.core.node.Clock;
import dev.pli.core.node.Keeper;
import dev.pli.core.node.OpeningException;
import dev.pli.core.office.Office;
import dev.pli.core.store.Surroundings;
import dev.pli.core.store.VaultDoor;
import dev.pli.transport.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/// The real node: a keeper behind the vault's door, on libp2p.
public record KeeperNode(Clock clock, RandomGenerator random) implements OwnNode {
  @Override
  public Office of(Path vault, String socket) throws IOException, RefusedException {
    try {
      var door = VaultDoor.take(vault, new Surroundings(clock, random));
      return new Keeper(door, hostKey -> new Host(hostKey, random), clock, random, socket);
    } catch (OpeningException e) {
      throw new RefusedException(e.problem());
    }
  }
}
