package dev.pli.transport.mdns;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.mdns.LanRule.T951_MESSAGE;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// One multicast DNS message: what it asks for by name, and the pointers and texts that it tells.
///
/// ```
///  0    2       4         6         8           10            12
///  +----+-------+---------+---------+-----------+-------------+--------------------+
///  | id | flags | asked n | answers | authority | additional  | questions, records |
///  +----+-------+---------+---------+-----------+-------------+--------------------+
///
///  question   name ‖ u16 type ‖ u16 class
///  record     name ‖ u16 type ‖ u16 class ‖ u32 ttl ‖ u16 length ‖ data
/// ```
///
/// Records of all three sections count alike: the specification puts texts into the last, go and js
/// into the first. Other types are passed over. Source: RFC 1035 §4, RFC 6762 §18. Rule T951.
record MdnsMessage(boolean isAnswer, List<String> asked, List<MdnsRecord> records) {
  // Fixed by the specification.
  static final int MAX_BYTES = 9_000;
  private static final int HEADER_BYTES = 12;
  private static final int ANSWER_FLAGS = 0x8400;
  private static final int ANSWER_BIT = 0x8000;
  private static final int POINTER = 12;
  private static final int TEXT = 16;
  private static final int INTERNET = 1;

  /// Chosen by us: one pointer and eight addresses, with room to spare.
  private static final int MAX_RECORDS = 32;

  MdnsMessage {
    asked = List.copyOf(asked);
    records = List.copyOf(records);
  }

  static MdnsMessage question(String name) {
    return new MdnsMessage(false, List.of(name), List.of());
  }

  static MdnsMessage answer(List<MdnsRecord> records) {
    return new MdnsMessage(true, List.of(), records);
  }

  static MdnsMessage parse(Bytes packet) throws RejectedException {
    require(packet.length() >= HEADER_BYTES && packet.length() <= MAX_BYTES, T951_MESSAGE);
    ByteBuffer input = packet.buffer();
    boolean isAnswer = (input.getShort(2) & ANSWER_BIT) != 0;
    int questions = input.getShort(4) & 0xffff;
    int records =
        (input.getShort(6) & 0xffff) + (input.getShort(8) & 0xffff) + (input.getShort(10) & 0xffff);
    require(questions <= MAX_RECORDS && records <= MAX_RECORDS, T951_MESSAGE);
    input.position(HEADER_BYTES);
    var asked = new ArrayList<String>();
    for (int i = 0; i < questions; i++) {
      String name = DnsName.read(input);
      require(input.remaining() >= 4, T951_MESSAGE);
      if (input.getInt() >>> 16 == POINTER) {
        asked.add(name);
      }
    }
    var told = new ArrayList<MdnsRecord>();
    for (int i = 0; i < records; i++) {
      readRecord(input, told);
    }
    return new MdnsMessage(isAnswer, asked, told);
  }

  private static void readRecord(ByteBuffer input, List<MdnsRecord> told) throws RejectedException {
    String name = DnsName.read(input);
    require(input.remaining() >= 10, T951_MESSAGE);
    int type = input.getShort() & 0xffff;
    input.getShort(); // The class, and whether others are to be forgotten.
    long seconds = input.getInt() & 0xffff_ffffL;
    int length = input.getShort() & 0xffff;
    require(input.remaining() >= length, T951_MESSAGE);
    int end = input.position() + length;
    if (type == POINTER) {
      told.add(new MdnsRecord.Pointer(name, seconds, DnsName.read(input)));
      require(input.position() == end, T951_MESSAGE);
    } else if (type == TEXT) {
      told.add(new MdnsRecord.Text(name, seconds, texts(input, end)));
    }
    input.position(end);
  }

  private static List<String> texts(ByteBuffer input, int end) throws RejectedException {
    var texts = new ArrayList<String>();
    while (input.position() < end) {
      int length = input.get() & 0xff;
      require(length <= end - input.position(), T951_MESSAGE);
      texts.add(Bytes.copyOf(input.slice(input.position(), length)).utf8());
      input.position(input.position() + length);
    }
    return texts;
  }

  Bytes encode() {
    var out = ByteBuffer.allocate(MAX_BYTES);
    out.putShort((short) 0).putShort((short) (isAnswer ? ANSWER_FLAGS : 0));
    out.putShort((short) asked.size()).putShort((short) records.size()).putInt(0);
    for (String name : asked) {
      DnsName.write(name, out);
      out.putShort((short) POINTER).putShort((short) INTERNET);
    }
    for (MdnsRecord entry : records) {
      write(entry, out);
    }
    return Bytes.copyOf(out.flip());
  }

  private static void write(MdnsRecord entry, ByteBuffer out) {
    DnsName.write(entry.name(), out);
    out.putShort((short) (entry instanceof MdnsRecord.Pointer ? POINTER : TEXT));
    out.putShort((short) INTERNET).putInt((int) entry.seconds());
    int start = out.position();
    out.putShort((short) 0);
    switch (entry) {
      case MdnsRecord.Pointer(_, _, var target) -> DnsName.write(target, out);
      case MdnsRecord.Text(_, _, var texts) ->
          texts.stream()
              .map(Bytes::utf8)
              .forEach(text -> out.put((byte) text.length()).put(text.buffer()));
    }
    out.putShort(start, (short) (out.position() - start - 2));
  }
}
