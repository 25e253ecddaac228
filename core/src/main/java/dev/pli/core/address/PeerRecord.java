package dev.pli.core.address;

import static dev.pli.core.address.RecordRule.T606_OLD;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.crypto.RejectedException;
import java.time.Instant;
import java.util.List;

/// Where a device says that it can be dialled, in the order of its numbers: the highest counts.
///
/// The wire form is signed by the device's host key; this value is what was found true. Source:
/// libp2p/specs RFC 0003; docs/spec/transport.md §7.
///
/// @param seq unsigned; in milliseconds since 1970 for who begins, and never lower than before
/// @param addresses without the device's own PeerId at their end
public record PeerRecord(PeerId peer, long seq, List<Multiaddr> addresses) {
  /// Addresses that a record may hold.
  public static final int MAX_ADDRESSES = 64;

  /// Numbers that one change of the own addresses uses: one record for each sort of link that is
  /// told something else, the one that tells more with the higher number.
  public static final int EDITIONS = 3;

  public PeerRecord {
    addresses = List.copyOf(addresses);
  }

  /// The number of the first record after `last`, the last one used.
  public static long next(long last, Instant now) {
    return Math.max(last + 1, now.toEpochMilli());
  }

  /// Refuses a record that is not newer than `held`. Rule T606.
  public void requireNewerThan(PeerRecord held) throws RejectedException {
    require(Long.compareUnsigned(seq, held.seq) > 0, T606_OLD);
  }

  /// The same with these addresses alone.
  public PeerRecord with(List<Multiaddr> others) {
    return new PeerRecord(peer, seq, others);
  }
}
