package dev.pli.core.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The doctor in Alice's vault, where Bob and Carol are correspondents and nobody answers.
@Timeout(60)
class DoctorTest {
  private final Set<PeerId> dialled = ConcurrentHashMap.newKeySet();
  private Node node;

  /// Each look at it takes a second, so that no test waits for a person's patience.
  private static final class Fast implements Clock {
    private static final Instant NOW = World.DAWN.plus(Duration.ofHours(2));
    private long nanos;

    @Override
    public Instant now() {
      return NOW;
    }

    @Override
    public synchronized long nanos() {
      nanos += Duration.ofSeconds(1).toNanos();
      return nanos;
    }
  }

  /// A network that hears whom one dials.
  private final class Silence extends NoLinks {
    @Override
    public void dial(PeerId peer, List<Multiaddr> addresses) {
      dialled.add(peer);
    }
  }

  @BeforeEach
  void start() throws Exception {
    Store disk = Village.ofHonestFriends(1).alice.store();
    node = new Node(disk, new Silence(), new Fast(), new Random(1));
    node.start(List.of());
    node.look(_ -> true);
    dialled.clear(); // Of the start, when everybody is looked for.
  }

  @AfterEach
  void close() {
    node.close();
  }

  private Answer examine(Optional<String> contact) throws Exception {
    return new Doctor(node, new Fast()).examine(new Request.Doctor(contact));
  }

  @Test
  void dialsNobodyButTheContactNamed() throws Exception {
    examine(Optional.of("Bob"));
    assertEquals(Set.of(Cast.BOB.peer()), dialled);
  }

  @Test
  void dialsNobodyWhenNobodyIsNamed() throws Exception {
    examine(Optional.empty());
    assertEquals(Set.of(), dialled);
  }

  @Test
  void saysThatTwoDevicesOnOneNetworkDoNotSeeEachOther() throws Exception {
    var partial = assertInstanceOf(Answer.Partial.class, examine(Optional.of("Bob")));
    assertEquals(ErrorCode.NOT_REACHABLE, partial.problem().code());
    View.Check peer = ((Result.Checks) partial.result()).checks().getLast();
    assertEquals("peer", peer.id());
    assertEquals("warning", peer.state());
    assertEquals("peer.apart", peer.detail().key());
    assertTrue(peer.what().isPresent());
  }
}
