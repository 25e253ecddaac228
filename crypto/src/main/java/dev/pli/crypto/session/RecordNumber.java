package dev.pli.crypto.session;

import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import java.nio.ByteBuffer;

/// The place of a record: its epoch, its index in that epoch and direction, and who sent it, by the
/// roles of the handshake that opened the epoch. Never sent: both sides count.
record RecordNumber(long epoch, int index, Role sender) {
  private static final int BYTES = Integer.BYTES + Integer.BYTES + Byte.BYTES + Short.BYTES;

  static RecordNumber first(long epoch, Role sender) {
    return new RecordNumber(epoch, 0, sender);
  }

  RecordNumber next() {
    return new RecordNumber(epoch, index + 1, sender);
  }

  boolean isFirst() {
    return index == 0;
  }

  /// The record that opens this direction of the epoch.
  RecordType opening() {
    return sender == Role.INITIATOR ? RecordType.CONFIRM : RecordType.FINISH;
  }

  /// `epoch u32 ‖ n u32 ‖ dir u8 ‖ len u16`.
  Bytes associatedData(int length) {
    ByteBuffer data = ByteBuffer.allocate(BYTES);
    data.putInt((int) epoch).putInt(index);
    data.put((byte) (sender == Role.INITIATOR ? 1 : 2));
    return Bytes.copyOf(data.putShort((short) length).flip());
  }
}
