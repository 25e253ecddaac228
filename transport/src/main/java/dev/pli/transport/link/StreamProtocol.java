package dev.pli.transport.link;

import dev.pli.transport.autonat.DialBack;
import dev.pli.transport.autonat.Inquiry;
import dev.pli.transport.dcutr.Punch;
import dev.pli.transport.identify.Identify;
import dev.pli.transport.identify.Ping;
import java.util.Optional;

/// What a stream of ours can carry.
public enum StreamProtocol {
  /// `u16 len ‖ frame`, both ways, one stream a link, opened by the link's initiator.
  SESSION("/pli/session/1"),
  /// One sealed blob, from who opens the stream.
  BLOB("/pli/blob/1"),
  IDENTIFY(Identify.PROTOCOL),
  PUSH(Identify.PUSH_PROTOCOL),
  PING(Ping.PROTOCOL),
  /// A round of a punch, on a relayed link.
  DCUTR(Punch.PROTOCOL),
  /// Whether an address of who opens it can be reached.
  DIAL_REQUEST(Inquiry.PROTOCOL),
  /// What is said to who has asked that, on the link that was dialled for it.
  DIAL_BACK(DialBack.PROTOCOL);

  private final String text;

  StreamProtocol(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  static Optional<StreamProtocol> of(String text) {
    for (StreamProtocol protocol : values()) {
      if (protocol.text.equals(text)) {
        return Optional.of(protocol);
      }
    }
    return Optional.empty();
  }
}
