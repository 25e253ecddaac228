package dev.pli.transport.netty;

import dev.pli.core.node.BlobStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/// One blob stream on a link. One thread reads, one writes; both may wait.
final class TcpBlobStream implements BlobStream {
  private final TcpLink link;
  private final int stream;
  private final Inflow in;
  private final Outflow out;

  TcpBlobStream(TcpLink link, int stream, Inflow in, Outflow out) {
    this.link = link;
    this.stream = stream;
    this.in = in;
    this.out = out;
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    out.write(bytes);
  }

  @Override
  public void finish() throws IOException {
    out.requireOpen();
    out.fail("this direction was ended");
    link.finishBlob(stream);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return in.read(target);
  }

  @Override
  public void close() {
    in.end(false, "closed here");
    out.fail("closed here");
    link.closeBlob(stream);
  }
}
