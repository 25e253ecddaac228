package dev.pli.core.office;

import java.util.function.Consumer;

/// All that an interface may ask of a vault: the node in this process, or the one behind the
/// vault's socket. An interface cannot tell which.
///
/// Thread-safe. Calls block their caller, never the node; call them from a thread that may wait.
public interface Office extends AutoCloseable {

  /// The cursor that skips all that has happened: what follows is only what is to come.
  long NOW = -1;

  /// Asks, and waits for the answer. `progress` hears of long work meanwhile, on any thread.
  Answer ask(Request request, Consumer<Progress> progress);

  default Answer ask(Request request) {
    return ask(request, _ -> {});
  }

  /// Delivers every notice after `cursor` (0: from the first; [#NOW]: none), then those to come, in
  /// order, until `listener` returns false or the office closes. Blocks its caller meanwhile.
  ///
  /// A follower that is too slow misses nothing: what is durable is read again from the vault.
  void follow(long cursor, NoticeListener listener);

  /// Lets go of this office; a node behind a socket goes on.
  @Override
  void close();

  /// Takes one notice; false ends the following.
  @FunctionalInterface
  interface NoticeListener {
    boolean take(Notice notice);
  }
}
