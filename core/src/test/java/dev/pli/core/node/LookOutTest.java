package dev.pli.core.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.core.Effect;
import dev.pli.core.Event;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Networks are looked at closely while a pli waits for a contact that is not reached, and only
/// then. docs/spec/transport.md §14.
class LookOutTest {
  private static final Village VILLAGE = Village.ofHonestFriends(1);

  private final Random random = new Random(7);
  private final Besieged own =
      new Besieged(MemoryStore.of(VILLAGE.alice.store().copy()), "Bob", random);
  private final Besieged besieged =
      new Besieged(MemoryStore.of(VILLAGE.bob.store().copy()), "Alice", random);
  private final HostileContact contact = new HostileContact(own, besieged);

  private List<Boolean> said() {
    return besieged.effects(Effect.LookOut.class).stream().map(Effect.LookOut::closely).toList();
  }

  @Test
  void closelyFromAWaitingPliUntilItsContactIsReached() throws Exception {
    assertEquals(List.of(), said());
    besieged.sends(Drafts.seal(besieged.store.blobs(), random, "bonjour", List.of()));
    assertEquals(List.of(true), said());
    contact.links();
    assertEquals(List.of(true, false), said());
    besieged.happens(new Event.LinkClosed(contact.link, "closed"));
    assertEquals(List.of(true, false, true), said(), "nobody has acknowledged it");
  }

  @Test
  void neverWhileNothingWaits() throws Exception {
    contact.links();
    besieged.happens(new Event.LinkClosed(contact.link, "closed"));
    assertEquals(List.of(), said());
  }
}
