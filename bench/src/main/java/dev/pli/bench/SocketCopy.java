package dev.pli.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// A file through a plain socket to another file: what disk and loopback allow, with no protection
/// and no promise that it survives a power cut.
final class SocketCopy {
  private static final int BUFFER_BYTES = 1 << 20;

  private SocketCopy() {}

  static void copy(Path source, Path target) throws IOException {
    try (var server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      var received = CompletableFuture.runAsync(() -> receive(server, target));
      try (var out = SocketChannel.open(server.getLocalAddress());
          var file = FileChannel.open(source)) {
        for (long at = 0; at < file.size(); ) {
          at += file.transferTo(at, file.size() - at, out);
        }
      }
      received.join();
    }
  }

  private static void receive(ServerSocketChannel server, Path target) {
    try (SocketChannel in = server.accept();
        var file =
            FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
      while (in.read(buffer.clear()) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          file.write(buffer);
        }
      }
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }
}
