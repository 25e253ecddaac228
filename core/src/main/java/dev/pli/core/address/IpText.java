package dev.pli.core.address;

import static dev.pli.core.address.AddressRule.T109_ADDRESS_TEXT;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// IP addresses as text: dotted decimals, and RFC 5952 for version 6, without a dotted tail.
///
/// Own code because the JDK's parser also takes host names, octal numbers and zones.
final class IpText {
  private static final int GROUPS = 8;

  private IpText() {}

  static String print4(Bytes address) {
    return address.at(0) + "." + address.at(1) + "." + address.at(2) + "." + address.at(3);
  }

  static Bytes parse4(String text) throws RejectedException {
    String[] parts = text.split("\\.", -1);
    require(parts.length == 4, T109_ADDRESS_TEXT);
    var bytes = new int[4];
    for (int i = 0; i < 4; i++) {
      require(parts[i].matches("[0-9]{1,3}"), T109_ADDRESS_TEXT);
      bytes[i] = Integer.parseInt(parts[i]);
      require(bytes[i] <= 255, T109_ADDRESS_TEXT);
    }
    return Bytes.of(bytes);
  }

  /// Lower case, no leading zeros, the first longest run of zero groups as `::`.
  static String print6(Bytes address) {
    var groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = address.at(2 * i) << 8 | address.at(2 * i + 1);
    }
    int start = 0;
    int length = 1; // A single zero group is not shortened.
    for (int i = 0; i < GROUPS; i++) {
      int run = zerosFrom(groups, i);
      if (run > length) {
        start = i;
        length = run;
      }
    }
    if (length == 1) {
      return joined(groups, 0, GROUPS);
    }
    return joined(groups, 0, start) + "::" + joined(groups, start + length, GROUPS);
  }

  private static int zerosFrom(int[] groups, int start) {
    int end = start;
    while (end < GROUPS && groups[end] == 0) {
      end++;
    }
    return end - start;
  }

  private static String joined(int[] groups, int from, int to) {
    var texts = Arrays.stream(groups, from, to).mapToObj(Integer::toHexString).toList();
    return String.join(":", texts);
  }

  static Bytes parse6(String text) throws RejectedException {
    String[] halves = text.split("::", -1);
    require(halves.length <= 2, T109_ADDRESS_TEXT);
    List<String> head = groups(halves[0]);
    List<String> tail = halves.length == 2 ? groups(halves[1]) : List.of();
    int missing = GROUPS - head.size() - tail.size();
    require(halves.length == 2 ? missing > 0 : missing == 0, T109_ADDRESS_TEXT);
    var address = ByteBuffer.allocate(2 * GROUPS);
    put(head, address);
    address.position(2 * (head.size() + missing));
    put(tail, address);
    return Bytes.copyOf(address.array());
  }

  private static List<String> groups(String half) {
    return half.isEmpty() ? List.of() : List.of(half.split(":", -1));
  }

  private static void put(List<String> groups, ByteBuffer address) throws RejectedException {
    for (String group : groups) {
      require(group.matches("[0-9a-fA-F]{1,4}"), T109_ADDRESS_TEXT);
      address.putShort((short) Integer.parseInt(group, 16));
    }
  }
}
