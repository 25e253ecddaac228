package dev.pli.transport.local;

import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Notice;
import dev.pli.core.office.Office;
import dev.pli.core.office.Progress;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.crypto.RejectedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One client of the local socket.
///
/// Three virtual threads: one reads lines, one answers them in the order they came, and one brings
/// events once `watch` was asked. Only as many requests are read ahead as may be open; a client
/// that does not read its answers is cut.
final class Caller {
  /// Read ahead of the answers; behind them, the client waits in its own socket.
  static final int MAX_OPEN_REQUESTS = 64;

  /// Between two lines of progress: ten a second is all that an eye follows.
  private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /// Closes those that let a line lie. Idle but for a write that blocks.
  private static final ScheduledThreadPoolExecutor IMPATIENCE = impatience();

  private final SocketChannel channel;
  private final LocalServer.Desk desk;
  private final Consumer<Caller> gone;
  private final BlockingQueue<Line> lines = new ArrayBlockingQueue<>(MAX_OPEN_REQUESTS);
  private final ReentrantLock writing = new ReentrantLock();

  /// Set by the answering thread alone, read by [#cut].
  private volatile @Nullable Thread follower;

  /// What was read: a request, or why it was none; then the end.
  private sealed interface Line {
    record Asked(RpcMessage.Incoming request) implements Line {}

    record Broken(RpcRule rule) implements Line {}

    /// Longer than any line: what follows on this channel cannot be told apart.
    record TooLong() implements Line {}

    record End() implements Line {}
  }

  Caller(SocketChannel channel, LocalServer.Desk desk, Consumer<Caller> gone) {
    this.channel = channel;
    this.desk = desk;
    this.gone = gone;
  }

  private static ScheduledThreadPoolExecutor impatience() {
    var executor =
        new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().daemon().name("local impatience").unstarted(task));
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  void start() {
    Thread.ofVirtual().name("local answers").start(this::answerAll);
    Thread.ofVirtual().name("local caller").start(this::readAll);
  }

  private void readAll() {
    var reader = new LineReader(channel, LineReader.MAX_LINE_BYTES);
    try {
      Line line;
      do {
        line = read(reader);
        lines.put(line);
      } while (line instanceof Line.Asked || line instanceof Line.Broken);
    } catch (InterruptedException _) { // Nobody does; the answering thread ends with the channel.
      Thread.currentThread().interrupt();
    }
  }

  private Line read(LineReader reader) {
    Optional<String> line;
    try {
      line = reader.next();
    } catch (RejectedException e) {
      return e.rule() == RpcRule.L102_LINE_TOO_LONG ? new Line.TooLong() : broken(e);
    } catch (IOException _) { // Gone without a word: the same as an end.
      return new Line.End();
    }
    try {
      return line.isPresent() ? new Line.Asked(RpcMessage.parse(line.get())) : new Line.End();
    } catch (RejectedException e) {
      return broken(e);
    }
  }

  private static Line broken(RejectedException e) {
    return new Line.Broken((RpcRule) e.rule());
  }

  private void answerAll() {
    try {
      boolean more = true;
      while (more) {
        more = answer(lines.take());
      }
    } catch (IOException _) { // The client is gone; what it asked is done all the same.
    } catch (InterruptedException _) { // Nobody does; then this client is not served.
      Thread.currentThread().interrupt();
    }
    cut();
  }

  private boolean answer(Line line) throws IOException {
    return switch (line) {
      case Line.Asked(RpcMessage.Incoming request) -> {
        answer(request);
        yield true;
      }
      case Line.Broken(RpcRule rule) -> {
        send(RpcMessage.error(null, rule));
        yield true;
      }
      case Line.TooLong _ -> {
        send(RpcMessage.error(null, RpcRule.L102_LINE_TOO_LONG));
        yield false;
      }
      case Line.End _ -> false;
    };
  }

  private void answer(RpcMessage.Incoming incoming) throws IOException {
    try {
      var codec = new RpcCodec(Sentences.in(incoming.language(desk.language())));
      if (incoming.method().equals("watch")) {
        watch(incoming, codec);
        return;
      }
      Request request = RequestJson.read(incoming.method(), incoming.params());
      Answer answer = ask(request, incoming.id());
      send(RpcMessage.result(incoming.id(), codec.keys(answer, ResultKeys.type(request))));
      if (request instanceof Request.Stop) {
        desk.stopped().run();
      }
    } catch (RejectedException e) {
      send(RpcMessage.error(incoming.id(), (RpcRule) e.rule()));
    }
  }

  private Answer ask(Request request, Object id) {
    try {
      return desk.office().ask(request, new Ticker(id));
    } catch (RuntimeException e) { // Ours to report, by its type alone: its text may name paths.
      System.getLogger(Caller.class.getName())
          .log(System.Logger.Level.ERROR, "the office failed: " + e.getClass().getName());
      return Answer.failed(ErrorCode.INTERNAL);
    }
  }

  /// Passes progress on, as notifications that name the request, at most ten a second.
  private final class Ticker implements Consumer<Progress> {
    private final Object id;
    private long last = System.nanoTime() - PROGRESS_NANOS;

    Ticker(Object id) {
      this.id = id;
    }

    @Override
    public synchronized void accept(Progress progress) {
      long now = System.nanoTime();
      if (now - last < PROGRESS_NANOS && progress.done() < progress.total()) {
        return;
      }
      last = now;
      var params = new Keys().put("id", id);
      RpcCodec.keys(progress).values().forEach(params::put);
      try {
        send(RpcMessage.notification("progress", params));
      } catch (IOException _) { // The work goes on without its watcher.
        cut();
      }
    }
  }

  private void watch(RpcMessage.Incoming incoming, RpcCodec codec)
      throws IOException, RejectedException {
    long cursor = incoming.params().optionalInteger("after").orElse(Office.NOW);
    incoming.params().requireAllRead();
    RejectedException.require(follower == null && cursor >= Office.NOW, RpcRule.L106_PARAMETERS);
    if (!isOpen()) {
      Answer closed = Answer.failed(ErrorCode.PASSPHRASE_REQUIRED);
      send(RpcMessage.result(incoming.id(), codec.keys(closed, Result.class)));
      return;
    }
    send(RpcMessage.result(incoming.id(), RpcCodec.head(0)));
    follower = Thread.ofVirtual().name("local follower").start(() -> follow(cursor));
  }

  private boolean isOpen() {
    return desk.office().ask(new Request.Status())
            instanceof Answer.Done(Result.Status(var state, _, _, _, _, _, _, _))
        && state.equals("open");
  }

  private void follow(long cursor) {
    desk.office().follow(cursor, this::sendEvent);
    cut(); // The office ends before its followers: so does this client.
  }

  private boolean sendEvent(Notice notice) {
    try {
      send(RpcMessage.notification("event", RpcCodec.keys(notice)));
      return channel.isOpen();
    } catch (IOException _) { // Gone, or cut for not reading.
      return false;
    }
  }

  /// Writes one line, whole. Blocks while the client does not read, at most as long as the desk's
  /// patience.
  private void send(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    writing.lock();
    ScheduledFuture<?> cut =
        IMPATIENCE.schedule(this::cut, desk.patience().toMillis(), TimeUnit.MILLISECONDS);
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } finally {
      cut.cancel(false);
      writing.unlock();
    }
  }

  /// Ends this client, once or again, from any thread. A request under way is not interrupted: it
  /// may be writing.
  void cut() {
    try {
      channel.close();
    } catch (IOException _) { // It is gone either way.
    }
    lines.clear(); // Frees a reader that waits for room, and makes room for the end.
    lines.offer(new Line.End());
    Thread following = follower;
    if (following != null && !following.equals(Thread.currentThread())) {
      following.interrupt();
    }
    gone.accept(this);
  }
}
