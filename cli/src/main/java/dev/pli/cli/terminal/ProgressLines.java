package dev.pli.cli.terminal;

import dev.pli.cli.words.Visible;
import dev.pli.cli.words.Words;
import dev.pli.core.office.Progress;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Shows how far long work has come, on stderr: one line that renews itself on a terminal,
/// otherwise a line at the start, at each tenth and at the end.
///
/// Called by any thread.
public final class ProgressLines implements Consumer<Progress>, AutoCloseable {
  private static final long NANOS = 1_000_000_000L;

  /// Ten a second is all that an eye follows.
  private static final long RENEWAL_NANOS = NANOS / 10;

  /// Over less time than this a rate says nothing.
  private static final long RATE_NANOS = NANOS / 2;

  private static final int TENTHS = 10;
  private static final int PERCENT = 100;

  private final Console console;
  private final Words words;
  private final boolean renewing;
  private final LongSupplier nanoTime;

  private String work = "";
  private long workStarted;
  private long doneBefore;
  private long shown;
  private int tenth;
  private boolean open;

  public ProgressLines(Console console, Words words, boolean renewing, LongSupplier nanoTime) {
    this.console = console;
    this.words = words;
    this.renewing = renewing;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void accept(Progress progress) {
    if (console.isQuiet() || progress.total() == 0) {
      return;
    }
    String now = progress.phase() + " " + progress.name();
    boolean isNew = !now.equals(work);
    if (isNew) {
      begin(now, progress);
    }
    if (renewing) {
      renew(progress, isNew);
    } else {
      tell(progress, isNew);
    }
  }

  private void begin(String now, Progress progress) {
    close();
    work = now;
    workStarted = nanoTime.getAsLong();
    doneBefore = progress.done(); // What had arrived before is no speed of today.
    tenth = 0;
  }

  private void renew(Progress progress, boolean isNew) {
    long now = nanoTime.getAsLong();
    boolean ended = progress.done() >= progress.total();
    if (isNew || ended || now - shown >= RENEWAL_NANOS) {
      shown = now;
      open = true;
      console.overwrite(line(progress));
      if (ended) {
        close();
      }
    }
  }

  private void tell(Progress progress, boolean isNew) {
    int reached = (int) (progress.done() * TENTHS / progress.total());
    if (isNew || reached > tenth) {
      tenth = reached;
      console.notice(line(progress));
    }
  }

  private String line(Progress progress) {
    String head =
        words.say(
            "progress.head",
            progress.name().isEmpty()
                ? words.say("progress.letter")
                : Visible.line(progress.name()),
            words.size(progress.done()),
            words.size(progress.total()),
            progress.done() * PERCENT / progress.total());
    return head + rate(progress) + "  (" + where(progress) + ")";
  }

  private String where(Progress progress) {
    return switch (progress.phase()) {
      case SEALING -> words.say("progress.sealing");
      case SAVING -> words.say("progress.saving");
      case CARRYING -> words.say("progress.carrying");
      case SENDING ->
          progress.path().isEmpty()
              ? words.say("progress.waiting")
              : words.route(Optional.of(progress.path()));
    };
  }

  private String rate(Progress progress) {
    long nanos = nanoTime.getAsLong() - workStarted;
    long moved = progress.done() - doneBefore;
    if (nanos < RATE_NANOS || moved <= 0) {
      return "";
    }
    double perSecond = (double) moved * NANOS / nanos;
    long left = Math.round((progress.total() - progress.done()) / perSecond);
    return words.say("progress.rate", words.size((long) perSecond), left);
  }

  /// Leaves the line that renews itself.
  @Override
  public synchronized void close() {
    if (open) {
      open = false;
      console.endOverwriting();
    }
  }
}
