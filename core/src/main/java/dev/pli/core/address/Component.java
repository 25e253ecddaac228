package dev.pli.core.address;

import static dev.pli.core.address.AddressRule.T107_COMPONENT;
import static dev.pli.core.address.AddressRule.T109_ADDRESS_TEXT;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/// One step of a [Multiaddr]: a protocol and its value, checked.
///
/// Values in text: an address as usual, a port as digits, a name as it is, a PeerId in base58btc, a
/// certificate hash in multibase `u` (base64url), a path with `%` escapes.
public record Component(Protocol protocol, Bytes value) {
  private static final int MAX_PORT = 65_535;

  /// The value as it came behind the protocol's code. Rules T107, and T104 for a PeerId.
  static Component parse(Protocol protocol, Bytes value) throws RejectedException {
    switch (protocol.value()) {
      case NONE, PORT, IP4, IP6 ->
          require(value.length() == protocol.value().length(), T107_COMPONENT);
      case NAME -> requireName(utf8(value));
      case PATH -> require(!utf8(value).isEmpty(), T107_COMPONENT);
      case MULTIBASE -> require(!value.isEmpty(), T107_COMPONENT);
      case PEER -> PeerId.requireMultihash(value);
    }
    return new Component(protocol, value);
  }

  /// The value as text between two slashes. Rules T109, T107, T105 and T104.
  static Component parse(Protocol protocol, String text) throws RejectedException {
    Bytes value =
        switch (protocol.value()) {
          case NONE -> Bytes.EMPTY;
          case PORT -> port(text);
          case IP4 -> IpText.parse4(text);
          case IP6 -> IpText.parse6(text);
          case NAME -> Bytes.utf8(text);
          case PEER -> PeerId.parseMultihash(text);
          case MULTIBASE -> multibase(text);
          case PATH -> path(text);
        };
    return parse(protocol, value);
  }

  private static void requireName(String name) throws RejectedException {
    require(!name.isEmpty() && name.indexOf('/') < 0, T107_COMPONENT);
  }

  private static String utf8(Bytes value) throws RejectedException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(value.buffer()).toString();
    } catch (CharacterCodingException e) {
      throw new RejectedException(T107_COMPONENT);
    }
  }

  private static Bytes port(String digits) throws RejectedException {
    require(digits.matches("[0-9]{1,5}"), T109_ADDRESS_TEXT);
    int port = Integer.parseInt(digits);
    require(port <= MAX_PORT, T109_ADDRESS_TEXT);
    return Bytes.of(port >> 8, port);
  }

  private static Bytes multibase(String text) throws RejectedException {
    require(text.startsWith("u"), T109_ADDRESS_TEXT);
    try {
      return Bytes.copyOf(Base64.getUrlDecoder().decode(text.substring(1)));
    } catch (IllegalArgumentException e) {
      throw new RejectedException(T109_ADDRESS_TEXT);
    }
  }

  private static Bytes path(String text) throws RejectedException {
    var bytes = ByteBuffer.allocate(text.length() * 3);
    for (int i = 0; i < text.length(); ) {
      if (text.charAt(i) == '%') {
        require(text.length() - i >= 3 && isHex(text, i + 1, i + 3), T109_ADDRESS_TEXT);
        bytes.put((byte) HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 3;
      } else {
        require(isPlain(text.charAt(i)), T109_ADDRESS_TEXT);
        bytes.put((byte) text.charAt(i++));
      }
    }
    return Bytes.copyOf(bytes.flip());
  }

  private static boolean isHex(String text, int from, int to) {
    return text.substring(from, to).matches("[0-9A-F]+");
  }

  /// Characters of RFC 3986 that a path component carries without an escape.
  private static boolean isPlain(int character) {
    return character < 0x80
        && (Character.isLetterOrDigit(character) || "-._~".indexOf(character) >= 0);
  }

  String valueText() {
    return switch (protocol.value()) {
      case NONE -> "";
      case PORT -> Integer.toString(port());
      case IP4 -> IpText.print4(value);
      case IP6 -> IpText.print6(value);
      case NAME -> value.utf8();
      case PEER -> BaseText.encode58(value);
      case MULTIBASE ->
          "u" + Base64.getUrlEncoder().withoutPadding().encodeToString(value.toArray());
      case PATH -> pathText();
    };
  }

  private String pathText() {
    var text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      if (isPlain(value.at(i))) {
        text.append((char) value.at(i));
      } else {
        text.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) value.at(i)));
      }
    }
    return text.toString();
  }

  /// The port of a `tcp` or `udp` component.
  int port() {
    return value.at(0) << 8 | value.at(1);
  }

  @Override
  public String toString() {
    return "/"
        + protocol.text()
        + (protocol.value() == Protocol.Value.NONE ? "" : "/" + valueText());
  }
}
