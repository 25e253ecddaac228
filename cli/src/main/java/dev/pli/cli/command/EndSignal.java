package dev.pli.cli.command;

import java.util.concurrent.atomic.AtomicBoolean;

/// SIGINT and SIGTERM as a good end: `work` is done, then the process ends with 0.
///
/// Close it when the command ends by itself.
final class EndSignal implements AutoCloseable {
  private final AtomicBoolean done = new AtomicBoolean();
  private final Thread hook;

  EndSignal(Runnable work) {
    this.hook =
        Thread.ofPlatform()
            .name("end signal")
            .unstarted(() -> {
              work.run();
              Runtime.getRuntime().halt(0);
            });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    if (done.compareAndSet(false, true)) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException _) { // It is running: the process ends there.
      }
    }
  }
}
