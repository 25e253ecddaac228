package dev.pli.core.address;

import static dev.pli.core.address.AddressRule.T112_NOT_UNICAST;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;

/// How far an IP address reaches. It decides to whom an address is told and whether it is dialled.
public enum AddressSort {
  LOOPBACK,
  LINK_LOCAL,
  /// RFC 1918, 100.64/10 and fc00::/7.
  PRIVATE,
  PUBLIC;

  private static final Bytes MAPPED_HEAD = Bytes.hex("00000000000000000000ffff");

  /// The sort of the 4 or 16 bytes of an address. Rule T112 for what is no single host's, and for
  /// an IPv4 address dressed as IPv6, which would pass filters under a false name.
  public static AddressSort of(Bytes ip) throws RejectedException {
    require(!ip.isZero(), T112_NOT_UNICAST);
    return ip.length() == 4 ? of4(ip) : of6(ip);
  }

  private static AddressSort of4(Bytes ip) throws RejectedException {
    int first = ip.at(0);
    int second = ip.at(1);
    require(first != 0 && first < 224, T112_NOT_UNICAST); // Multicast, reserved, broadcast.
    if (first == 127) {
      return LOOPBACK;
    }
    if (first == 169 && second == 254) {
      return LINK_LOCAL;
    }
    boolean isPrivate =
        first == 10
            || first == 172 && second >> 4 == 1
            || first == 192 && second == 168
            || first == 100 && second >> 6 == 1;
    return isPrivate ? PRIVATE : PUBLIC;
  }

  private static AddressSort of6(Bytes ip) throws RejectedException {
    require(ip.at(0) != 0xff && !ip.slice(0, 12).equals(MAPPED_HEAD), T112_NOT_UNICAST);
    if (ip.slice(0, 15).isZero() && ip.at(15) == 1) {
      return LOOPBACK;
    }
    if (ip.at(0) == 0xfe && ip.at(1) >> 6 == 2) {
      return LINK_LOCAL;
    }
    return ip.at(0) >> 1 == 0x7e ? PRIVATE : PUBLIC;
  }
}
