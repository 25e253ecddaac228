package dev.pli.transport.yamux;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.yamux.YamuxRule.T401_VERSION;
import static dev.pli.transport.yamux.YamuxRule.T402_TYPE;
import static dev.pli.transport.yamux.YamuxRule.T403_FLAGS;
import static dev.pli.transport.yamux.YamuxRule.T410_DATA_TOO_LONG;

import dev.pli.crypto.RejectedException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Cuts a byte stream into Yamux headers and the data behind them. Does no I/O: feed it what
/// arrives.
///
/// Only the header is kept, so no peer can make it hold data. Not thread-safe. After it has thrown,
/// drop it and the link. Rules T401, T402, T403, T410.
final class YamuxDecoder {
  /// The largest window that is ever given to a stream.
  static final int MAX_DATA_BYTES = 4 << 20;

  private final ByteBuffer header = ByteBuffer.allocate(YamuxHeader.BYTES);

  /// Data of the current frame still to come; at zero a header is next.
  private int missing;

  /// Takes all of `input`; returns the headers that it completes and views of the data between
  /// them.
  List<YamuxPart> feed(ByteBuffer input) throws RejectedException {
    var parts = new ArrayList<YamuxPart>();
    while (input.hasRemaining()) {
      if (missing > 0) {
        ByteBuffer piece = take(input, missing);
        missing -= piece.remaining();
        parts.add(new YamuxPart.Data(piece));
      } else if (completesHeader(input)) {
        parts.add(new YamuxPart.Header(checked()));
        header.clear();
      }
    }
    return parts;
  }

  private boolean completesHeader(ByteBuffer input) {
    header.put(take(input, header.remaining()));
    return !header.hasRemaining();
  }

  private YamuxHeader checked() throws RejectedException {
    require(header.get(0) == YamuxHeader.VERSION, T401_VERSION);
    require((header.get(1) & 0xff) <= YamuxHeader.GO_AWAY, T402_TYPE);
    var read = YamuxHeader.read(header);
    require((read.flags() & ~YamuxHeader.ALL_FLAGS) == 0, T403_FLAGS);
    if (read.type() == YamuxHeader.DATA) {
      boolean fits = Integer.compareUnsigned(read.length(), MAX_DATA_BYTES) <= 0;
      require(fits, T410_DATA_TOO_LONG);
      missing = read.length();
    }
    return read;
  }

  /// A view of the next bytes of `input`, at most `limit` of them.
  private static ByteBuffer take(ByteBuffer input, int limit) {
    ByteBuffer view = input.slice(input.position(), Math.min(limit, input.remaining()));
    input.position(input.position() + view.remaining());
    return view;
  }
}
