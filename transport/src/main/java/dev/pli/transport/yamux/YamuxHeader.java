package dev.pli.transport.yamux;

import java.nio.ByteBuffer;

/// The twelve bytes in front of each Yamux frame.
///
/// ```
///  0         1        2         4            8          12       12+n
///  +---------+--------+---------+------------+-----------+--------+
///  | version | type   | flags   | stream id  | length n  | data   |  big-endian; data: type 0
///  +---------+--------+---------+------------+-----------+--------+
/// ```
///
/// @param type one of [#DATA], [#WINDOW_UPDATE], [#PING], [#GO_AWAY]
/// @param length bytes that follow, credit, an opaque value or a reason, by type
record YamuxHeader(int type, int flags, int stream, int length) {
  // Fixed by the specification.
  static final int BYTES = 12;
  static final int VERSION = 0;
  static final int DATA = 0;
  static final int WINDOW_UPDATE = 1;
  static final int PING = 2;
  static final int GO_AWAY = 3;
  static final int SYN = 1;
  static final int ACK = 2;
  static final int FIN = 4;
  static final int RST = 8;
  static final int ALL_FLAGS = SYN | ACK | FIN | RST;
  static final int NORMAL_END = 0;
  static final int PROTOCOL_ERROR = 1;

  static YamuxHeader read(ByteBuffer header) {
    return new YamuxHeader(
        header.get(1), header.getShort(2) & 0xffff, header.getInt(4), header.getInt(8));
  }

  void write(ByteBuffer out) {
    out.put((byte) VERSION).put((byte) type).putShort((short) flags).putInt(stream).putInt(length);
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }
}
