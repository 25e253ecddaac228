package dev.pli.core.node;

import dev.pli.core.Effect;
import dev.pli.core.Event;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The pumps of one vault in the [World]: what [FilePump] does, with the same readers and writers,
/// on the world's time.
final class Carrier {
  private static final Duration STREAM_PATIENCE = Duration.ofSeconds(30);
  private static final int HEAD_BYTES = 1 + 16;

  private final World world;
  private final Inhabitant owner;
  private final Map<Bytes, Waiting> expected = new HashMap<>();
  private ContentCheck content;

  private record Waiting(
      Effect.Pull request, Pulling pulling, int from, Optional<Arrival> arrival, long[] moved) {}

  Carrier(World world, Inhabitant owner) {
    this.world = world;
    this.owner = owner;
    this.content = new ContentCheck(owner.store());
  }

  void crash() {
    expected.clear();
    content = new ContentCheck(owner.store());
  }

  void push(Effect.Push request, Optional<World.Wire> wire) {
    owner.living(
        world.delay(),
        () -> {
          long[] moved = {0};
          Optional<StoredBlob> blob = owner.store().blob(request.pli(), request.index());
          if (blob.isPresent() && wire.isPresent()) {
            send(request, blob.get(), wire.get(), moved);
          }
          owner.living(
              world.delay(), () -> owner.tell(new Event.PushEnded(request.link(), moved[0])));
        });
  }

  private void send(Effect.Push request, StoredBlob blob, World.Wire wire, long[] moved) {
    var stream = new MemoryStream();
    try {
      new Pushing(owner.store().blobs(), blob, bytes -> moved[0] += bytes).push(stream, request);
      wire.stream(owner, stream.written());
    } catch (IOException erasedMeanwhile) {
      wire.stream(owner, stream.written());
    }
  }

  void pull(Effect.Pull request) {
    owner.living(world.delay(), () -> look(request));
  }

  private void look(Effect.Pull request) {
    Optional<StoredBlob> blob = owner.store().blob(request.pli(), request.index());
    if (blob.isEmpty()) {
      ended(request, 0, new Event.Ending.Cut());
      return;
    }
    if (owner.store().blobs().freeBytes() == 0) {
      ended(request, 0, new Event.Ending.NoRoom());
      return;
    }
    long[] moved = {0};
    var pulling =
        new Pulling(
            owner.store().blobs(),
            blob.get(),
            owner::tell,
            bytes -> moved[0] += bytes,
            Runnable::run);
    try {
      int from = pulling.firstMissing();
      if (from == pulling.segments()) {
        pulling.complete();
        ended(request, 0, new Event.Ending.Whole());
      } else {
        await(
            new Waiting(
                request,
                pulling,
                from,
                content.arrival(request.pli(), request.index(), from),
                moved));
      }
    } catch (IOException e) {
      ended(request, 0, new Event.Ending.Cut());
    }
  }

  private void await(Waiting waiting) {
    Effect.Pull request = waiting.request;
    expected.put(request.tag(), waiting);
    owner.tell(
        new Event.PullReady(
            request.link(), request.pli(), request.index(), waiting.from, request.tag()));
    owner.living(
        STREAM_PATIENCE,
        () -> {
          if (expected.remove(request.tag()) != null) {
            ended(request, 0, new Event.Ending.Cut());
          }
        });
  }

  void stop(Effect.StopPull stopped) {
    expected.values().stream()
        .map(Waiting::request)
        .filter(r -> r.pli().equals(stopped.pli()) && r.index() == stopped.index())
        .findAny()
        .ifPresent(request -> {
          expected.remove(request.tag());
          ended(request, 0, new Event.Ending.Cut());
        });
  }

  /// A stream has come, whole or not; S502 unless somebody waits for its tag.
  void streamed(Bytes bytes, boolean isWhole) {
    if (bytes.length() < HEAD_BYTES || bytes.at(0) != Pushing.VERSION) {
      return;
    }
    Waiting waiting = expected.remove(bytes.slice(1, HEAD_BYTES));
    if (waiting == null) {
      return;
    }
    Life life = owner.life();
    boolean dies = world.happens(0.05);
    var stream = new MemoryStream(bytes.slice(HEAD_BYTES, bytes.length()), isWhole);
    if (dies) {
      stream.failAt(world.random.nextInt(bytes.length()));
    }
    Event.Ending ending = pull(waiting, stream);
    if (dies) {
      owner.crash();
    } else if (!life.isOver()) {
      ended(waiting.request, waiting.moved[0], ending);
    }
  }

  private Event.Ending pull(Waiting waiting, MemoryStream stream) {
    try {
      waiting.pulling.pull(stream, waiting.from, waiting.arrival);
      content.arrived(waiting.request.pli(), waiting.request.index(), waiting.arrival);
      return new Event.Ending.Whole();
    } catch (RejectedException e) {
      return new Event.Ending.Refused(e.rule());
    } catch (IOException e) {
      return owner.store().blobs().freeBytes() == 0
          ? new Event.Ending.NoRoom()
          : new Event.Ending.Cut();
    }
  }

  /// Told now or a good while later.
  private void ended(Effect.Pull request, long bytes, Event.Ending ending) {
    Duration delay =
        world.happens(0.3) ? Duration.ofMillis(world.random.nextInt(4_000)) : Duration.ZERO;
    owner.living(
        delay,
        () ->
            owner.tell(
                new Event.TransferEnded(
                    request.link(), request.pli(), request.index(), bytes, ending)));
  }

  void check(PliKey key) {
    owner.living(
        world.delay(), () -> owner.tell(new Event.ContentChecked(key, content.check(key))));
  }
}
