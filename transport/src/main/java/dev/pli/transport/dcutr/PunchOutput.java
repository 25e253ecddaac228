package dev.pli.transport.dcutr;

import dev.pli.core.address.Multiaddr;
import dev.pli.crypto.primitive.Bytes;
import java.util.List;

/// What follows from a step of a [Punch], for the edge to do. In order.
public sealed interface PunchOutput {
  /// Dial the peer as one dials any other: it has a public address.
  record DialPublic(List<Multiaddr> addresses) implements PunchOutput {
    public DialPublic {
      addresses = List.copyOf(addresses);
    }
  }

  /// Open a stream for the next round; [Punch#streamOpened] or [Punch#streamEnded] tells.
  record OpenStream() implements PunchOutput {}

  /// A message with its length, on the round's stream.
  record Send(Bytes message) implements PunchOutput {}

  /// Nothing more is said on the round's stream.
  record FinishStream() implements PunchOutput {}

  /// What these hosts dial from now on is the peer's half of the punch: SYNC may be slower than his
  /// first packet. The role on what comes up is that of the relayed link.
  record Expect(List<Multiaddr> addresses) implements PunchOutput {
    public Expect {
      addresses = List.copyOf(addresses);
    }
  }

  /// Dial these now, from the port that listens. The role on what comes up is that of the relayed
  /// link, whoever's first packet got through; the same holds for what these hosts dial meanwhile.
  record Dial(List<Multiaddr> addresses) implements PunchOutput {
    public Dial {
      addresses = List.copyOf(addresses);
    }
  }

  /// Send these bytes to the UDP ports of these addresses, from the port that listens, to open the
  /// own NAT for a client that dials from there.
  record Probe(List<Multiaddr> addresses, Bytes random) implements PunchOutput {
    public Probe {
      addresses = List.copyOf(addresses);
    }
  }

  /// The attempts of this round are over: expect nothing more, give up what is not yet a link.
  record StopDialling() implements PunchOutput {}

  /// It is over, without a direct link; the relayed one stays.
  record GaveUp() implements PunchOutput {}
}
