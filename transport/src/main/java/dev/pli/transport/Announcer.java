package dev.pli.transport;

import dev.pli.transport.netty.Loop;
import dev.pli.transport.netty.TcpLink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/// Tells the peers of live links when this device can be dialled elsewhere: a second after the
/// change, so that several at once make one message, and fewer than six times a minute, which is
/// what a peer takes. docs/spec/transport.md §6.
final class Announcer {
  private static final Duration DEBOUNCE = Duration.ofSeconds(1);

  private static final Duration WINDOW = Duration.ofMinutes(1);

  /// Messages in a window: one fewer than a peer takes, whose clock is another.
  private static final int PER_WINDOW = 5;

  private final Loop loop;
  private final Supplier<? extends Collection<TcpLink>> links;
  private volatile Announcement announced = Announcement.NONE; // Written by the loop.
  private boolean isDue; // Loop only.
  private final ArrayDeque<Long> recent = new ArrayDeque<>(); // Loop only.

  Announcer(Loop loop, Supplier<? extends Collection<TcpLink>> links) {
    this.loop = loop;
    this.links = links;
  }

  /// What was signed last.
  Announcement announced() {
    return announced;
  }

  /// From any thread.
  void announce(Announcement next) {
    loop.execute(() -> {
      if (next.seq() <= announced.seq()) {
        return; // Signed earlier, and slower.
      }
      announced = next;
      if (!isDue) {
        isDue = true;
        loop.schedule(this::push, pause());
      }
    });
  }

  private Duration pause() {
    if (recent.size() < PER_WINDOW) {
      return DEBOUNCE;
    }
    long rest = WINDOW.toNanos() - (loop.nanos() - recent.removeFirst());
    return Duration.ofNanos(Math.max(rest, DEBOUNCE.toNanos()));
  }

  private void push() {
    isDue = false;
    recent.addLast(loop.nanos());
    List.copyOf(links.get()).forEach(TcpLink::introduceAgain);
  }
}
