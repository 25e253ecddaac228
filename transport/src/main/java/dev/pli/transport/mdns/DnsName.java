package dev.pli.transport.mdns;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.mdns.LanRule.T951_MESSAGE;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.StringJoiner;

/// A domain name in a message, as labels joined by dots, in lower case.
///
/// ```
///  ( u8 n ‖ n bytes )* 00        or, at any label, 2 bits 11 ‖ 14 bits: goes on there, further ahead
/// ```
///
/// Each pointer must lead before the place where the reading has begun so far, so none goes in a
/// circle. Source: RFC 1035 §3.1, §4.1.4. Rule T951.
final class DnsName {
  private static final int MAX_LABEL_BYTES = 63;
  private static final int MAX_NAME_BYTES = 255;
  private static final int POINTER_BITS = 0xc0;

  private DnsName() {}

  /// Reads the name at `input`'s position and moves behind it.
  static String read(ByteBuffer input) throws RejectedException {
    var labels = new StringJoiner(".");
    ByteBuffer at = input;
    int before = input.position();
    int bytes = 0;
    while (true) {
      require(at.hasRemaining(), T951_MESSAGE);
      int length = at.get() & 0xff;
      if (length == 0) {
        return labels.toString().toLowerCase(Locale.ROOT);
      }
      if (length >= POINTER_BITS) {
        require(at.hasRemaining(), T951_MESSAGE);
        int target = (length & ~POINTER_BITS) << 8 | at.get() & 0xff;
        require(target < before, T951_MESSAGE);
        before = target;
        at = input.duplicate().position(target);
      } else {
        bytes += length + 1;
        require(length <= MAX_LABEL_BYTES && bytes <= MAX_NAME_BYTES, T951_MESSAGE);
        require(length <= at.remaining(), T951_MESSAGE);
        labels.add(Bytes.copyOf(at.slice(at.position(), length)).utf8());
        at.position(at.position() + length);
      }
    }
  }

  /// Writes a name of ours: ASCII labels, no pointer.
  static void write(String name, ByteBuffer out) {
    for (String label : name.split("\\.")) {
      Bytes bytes = Bytes.ascii(label);
      out.put((byte) bytes.length()).put(bytes.buffer());
    }
    out.put((byte) 0);
  }
}
