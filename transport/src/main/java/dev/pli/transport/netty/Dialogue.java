package dev.pli.transport.netty;

import dev.pli.crypto.primitive.Bytes;
import java.nio.ByteBuffer;

/// A small protocol on one stream of a link: what it is told of the stream. Event loop only.
public interface Dialogue {
  /// Both sides agree on the protocol; `speaker` is this side's voice from now on.
  void opened(Speaker speaker);

  /// Bytes to be used before this returns.
  void received(ByteBuffer bytes);

  /// The other side will say no more.
  void ended();

  /// The stream is gone, or was never agreed on. Comes once, and nothing comes after it.
  void aborted();

  /// What can be done with the stream. Event loop only.
  interface Speaker {
    void say(Bytes bytes);

    /// Ends this direction behind what was said.
    void finish();

    /// Ends both directions now.
    void reset();
  }
}
