package dev.pli.transport.netty;

import dev.pli.transport.link.Link;
import dev.pli.transport.wire.FramePool;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/// The one thread that owns all channels and links of a node, and the memory they share.
///
/// One loop is enough: at 1 GB/s the cipher is the limit, and a second link seldom moves at the
/// same time. [#execute] and [#schedule] may be called from any thread, all else on the loop.
public final class Loop implements AutoCloseable {
  /// Frames that one write to the socket carries: 256 KiB.
  private static final int FRAMES_PER_WRITE = 8;

  /// 8 KiB pages, chunks of 1 MiB: one write, rounded up to 512 KiB, twice.
  private static final int PAGE_BYTES = 8_192;

  private static final int CHUNK_ORDER = 7;

  private static final Duration QUIET = Duration.ofSeconds(5);

  private final EventLoopGroup group;
  private final EventLoop loop;
  private final ByteBufAllocator allocator =
      new PooledByteBufAllocator(true, 0, 1, PAGE_BYTES, CHUNK_ORDER, 0, 0, false);
  private final FramePool pool = new FramePool();
  private final ByteBuffer scratch = ByteBuffer.allocate(FRAMES_PER_WRITE * Link.MAX_FRAME_BYTES);
  private long bytesMoved; // Loop only.
  private long bytesSeen; // Loop only.
  private boolean isWatching; // Loop only: whether it will be seen that nothing moves any more.

  public Loop() {
    ThreadFactory threads =
        task -> Thread.ofPlatform().daemon().name("pli-network").unstarted(task);
    group = new MultiThreadIoEventLoopGroup(1, threads, NioIoHandler.newFactory());
    loop = group.next();
  }

  /// Gives pooled memory back when nothing has moved for a while.
  private void rest() {
    if (bytesMoved == bytesSeen) {
      isWatching = false;
      pool.trim();
    } else {
      bytesSeen = bytesMoved;
      schedule(this::rest, QUIET);
    }
  }

  /// Runs `task` on the loop, soon; false once the loop is closed.
  public boolean execute(Runnable task) {
    try {
      loop.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false; // Every channel is gone, and what the task was about with it.
    }
  }

  public void schedule(Runnable task, Duration delay) {
    try {
      loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // Closed, as above.
    }
  }

  public boolean isLoopThread() {
    return loop.inEventLoop();
  }

  /// The monotonic clock of everything on the loop.
  public long nanos() {
    return System.nanoTime();
  }

  FramePool pool() {
    return pool;
  }

  /// For one write at a time: sealed frames, before they go to the socket.
  ByteBuffer scratch() {
    return scratch.clear();
  }

  void moved(int bytes) {
    bytesMoved += bytes;
    if (!isWatching) {
      isWatching = true;
      schedule(this::rest, QUIET);
    }
  }

  EventLoop eventLoop() {
    return loop;
  }

  ByteBufAllocator allocator() {
    return allocator;
  }

  /// Ends the thread, without waiting for more than a second.
  @Override
  public void close() {
    var closed = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    if (!loop.inEventLoop()) {
      closed.awaitUninterruptibly(1, TimeUnit.SECONDS);
    }
  }
}
