package dev.pli.transport.link;

import static dev.pli.transport.identify.IdentifyRule.T502_OTHER_KEY;
import static dev.pli.transport.link.RawPeer.SECOND;
import static dev.pli.transport.link.RawPeer.frame;
import static dev.pli.transport.noise.ChannelRule.T315_STRANGER;
import static dev.pli.transport.wire.Rejections.assertRejected;
import static dev.pli.transport.yamux.YamuxRule.T413_SILENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.address.PeerId;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.identify.Identify;
import dev.pli.transport.multistream.Negotiation;
import dev.pli.transport.wire.MessageDecoder;
import dev.pli.transport.wire.ProtobufWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a proven peer can do to a link, and what the link does to it.
class LinkTest {
  private static final String SESSION = "/pli/session/1";
  private static final String BLOB = "/pli/blob/1";
  private static final String PING = "/ipfs/ping/1.0.0";
  private static final String IDENTIFY = "/ipfs/id/1.0.0";
  private static final String PUSH = "/ipfs/id/push/1.0.0";
  private static final String NA = Bytes.ascii("\u0003na\n").hex();

  private RawPeer contact;

  @BeforeEach
  void connect() throws Exception {
    contact = new RawPeer(Role.RESPONDER, PeerClass.CONTACT);
  }

  @Test
  void carriesTheSessionThatTheInitiatorOpens() throws Exception {
    var outputs = contact.open(1, SESSION, "0002 abcd");
    assertEquals(new LinkOutput.Agreed(1, StreamProtocol.SESSION), outputs.getFirst());
    var received = (LinkOutput.Received) outputs.get(1);
    assertEquals(Bytes.hex("0002abcd"), Bytes.copyOf(received.chunk().bytes()));
  }

  @Test
  void takesOneSessionAndNoneFromTheResponder() throws Exception {
    contact.open(1, SESSION);
    contact.received();
    contact.open(3, SESSION);
    assertTrue(contact.received().hex().contains(NA));
    var initiator = new RawPeer(Role.INITIATOR, PeerClass.CONTACT);
    initiator.open(2, SESSION);
    assertTrue(initiator.received().hex().contains(NA));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing/1", "/ipfs/kad/1.0.0", "ls"})
  void T505_answersNaToWhatIsNotListed(String protocol) throws Exception {
    contact.open(1, protocol);
    assertTrue(contact.received().hex().contains(NA));
  }

  @Test
  void answersAGuestOnlyWithASession() throws Exception {
    var guest = new RawPeer(Role.RESPONDER, PeerClass.GUEST);
    for (String protocol : List.of(BLOB, PING, IDENTIFY, PUSH)) {
      guest.open(1, protocol);
      assertTrue(guest.received().hex().contains(NA), protocol);
      guest.send(frame(1, 8, 1, 0));
      guest = new RawPeer(Role.RESPONDER, PeerClass.GUEST);
    }
    assertEquals(
        new LinkOutput.Agreed(1, StreamProtocol.SESSION), guest.open(1, SESSION).getFirst());
  }

  @Test
  void tellsTheLeastAndEndsItsDirection() throws Exception {
    contact.open(1, IDENTIFY);
    String sent = contact.received().hex();
    Bytes message = contact.identify.encode();
    assertTrue(sent.contains(MessageDecoder.encode(message).hex()));
    assertTrue(sent.endsWith(frame(1, 4, 1, 0).hex()));
  }

  @Test
  void echoesAndEndsItsDirectionAfterTheOther() throws Exception {
    contact.open(1, PING, "11".repeat(32));
    assertTrue(contact.received().hex().endsWith("11".repeat(32)));
    contact.finish(1);
    assertEquals(frame(1, 4, 1, 0), contact.received());
  }

  @Test
  void finWaitsForTheAnswer() throws Exception {
    var initiator = new RawPeer(Role.INITIATOR, PeerClass.CONTACT);
    int stream = initiator.link.open(StreamProtocol.BLOB, 0).orElseThrow();
    initiator.link.write(stream, Link.frame(Bytes.of(7)));
    initiator.link.finish(stream);
    String fin = frame(1, 4, stream, 0).hex();
    assertFalse(initiator.received().hex().contains(fin));
    initiator.data(stream, Negotiation.opening(BLOB)); // An answer has the same lines.
    assertTrue(initiator.received().hex().contains(fin));
  }

  @Test
  void refusedStreamIsTold() throws Exception {
    var initiator = new RawPeer(Role.INITIATOR, PeerClass.CONTACT);
    int stream = initiator.link.open(StreamProtocol.BLOB, 0).orElseThrow();
    initiator.received();
    var header = Negotiation.opening("x").slice(0, 20);
    var outputs = initiator.data(stream, Bytes.concat(header, Bytes.ascii("\u0003na\n")));
    assertEquals(List.of(new LinkOutput.Aborted(stream, "na")), outputs);
  }

  @Test
  void sharesTheLinkFrameByFrame() throws Exception {
    var initiator = new RawPeer(Role.INITIATOR, PeerClass.CONTACT);
    int one = agreedBlob(initiator);
    int two = agreedBlob(initiator);
    for (int i = 0; i < 4; i++) {
      initiator.link.write(one, Link.frame(Bytes.zero(Link.BULK_PAYLOAD_BYTES)));
      initiator.link.write(two, Link.frame(Bytes.zero(Link.BULK_PAYLOAD_BYTES)));
    }
    Bytes sent = initiator.received();
    for (int i = 0; i < 8; i++) {
      int at = i * Link.BULK_PLAINTEXT_BYTES;
      assertEquals(
          frame(0, 0, i % 2 == 0 ? one : two, Link.BULK_PAYLOAD_BYTES), sent.slice(at, at + 12));
    }
  }

  private static int agreedBlob(RawPeer peer) throws Exception {
    int stream = peer.link.open(StreamProtocol.BLOB, 0).orElseThrow();
    peer.received();
    peer.data(stream, Negotiation.opening(BLOB));
    return stream;
  }

  @Test
  void aStreamWithoutCreditDoesNotHoldBackAnother() throws Exception {
    var initiator = new RawPeer(Role.INITIATOR, PeerClass.CONTACT);
    int full = agreedBlob(initiator);
    int free = agreedBlob(initiator);
    for (int i = 0; i < 20; i++) {
      initiator.link.write(full, Link.frame(Bytes.zero(Link.BULK_PAYLOAD_BYTES)));
    }
    initiator.received();
    assertFalse(initiator.link.hasOutput());
    initiator.link.write(free, Link.frame(Bytes.of(1)));
    assertEquals(Bytes.concat(frame(0, 0, free, 1), Bytes.of(1)), initiator.received());
    initiator.send(frame(1, 0, full, 1_000));
    assertEquals(frame(0, 0, full, 1_000), initiator.received().slice(0, 12));
  }

  @Test
  void T201_anotherFirstLineResetsTheStreamAndNotTheLink() throws Exception {
    contact.send(frame(1, 1, 1, 0));
    contact.data(1, Bytes.ascii("\u0004abc\n"));
    assertTrue(contact.sawReset(1));
    contact.open(3, PING, "11".repeat(32));
    assertTrue(contact.received().hex().endsWith("11".repeat(32)));
  }

  @Test
  void aMomentLessThanTenSecondsIsFine() throws Exception {
    contact.send(frame(1, 1, 1, 0));
    contact.received();
    contact.link.tick(10 * SECOND - 1);
    assertFalse(contact.sawReset(1));
  }

  @Test
  void T206_tenSecondsAreTheEnd() throws Exception {
    var late = new RawPeer(Role.RESPONDER, PeerClass.CONTACT);
    late.now = 5 * SECOND;
    late.link.tick(late.now);
    String ping = late.received().hex();
    late.send(frame(1, 1, 1, 0));
    late.send(ping.replaceFirst("00020001", "00020002"));
    late.link.tick(15 * SECOND);
    assertTrue(late.sawReset(1));
  }

  @Test
  void T315_aGuestWhoSaysNothingLeaves() throws Exception {
    var guest = new RawPeer(Role.RESPONDER, PeerClass.GUEST);
    guest.link.tick(5 * SECOND - 1);
    assertRejected(T315_STRANGER, () -> guest.link.tick(5 * SECOND));
  }

  @Test
  void tellsWhenAGuestHasToHaveSpoken() throws Exception {
    var guest = new RawPeer(Role.RESPONDER, PeerClass.GUEST);
    guest.link.tick(0);
    assertEquals(5 * SECOND, guest.link.alarmNanos());
    guest.open(1, SESSION);
    assertEquals(10 * SECOND, guest.link.alarmNanos(), "the answer to the ping");
  }

  @Test
  void tellsWhenTheClockIsToBeLookedAt() throws Exception {
    assertEquals(0, contact.link.alarmNanos(), "the first ping");
    contact.link.tick(0);
    String ping = contact.received().hex();
    assertEquals(10 * SECOND, contact.link.alarmNanos(), "its answer");
    contact.send(ping.replaceFirst("00020001", "00020002"));
    assertEquals(30 * SECOND, contact.link.alarmNanos(), "the next ping");
    contact.now = 15 * SECOND;
    contact.send(frame(1, 1, 1, 0));
    assertEquals(25 * SECOND, contact.link.alarmNanos(), "a stream without a protocol");
  }

  @Test
  void aGuestWithASessionStays() throws Exception {
    var guest = new RawPeer(Role.RESPONDER, PeerClass.GUEST);
    guest.open(1, SESSION);
    guest.link.tick(5 * SECOND);
  }

  @Test
  void T411_sixtyFiveStreamsOfAContact() throws Exception {
    for (int i = 0; i < 64; i++) {
      contact.send(frame(1, 1, 1 + 2 * i, 0));
    }
    assertFalse(contact.sawReset(127));
    contact.send(frame(1, 1, 129, 0));
    assertTrue(contact.sawReset(129));
  }

  @Test
  void T411_threeStreamsOfAGuest() throws Exception {
    var guest = new RawPeer(Role.RESPONDER, PeerClass.GUEST);
    guest.open(1, SESSION);
    guest.send(frame(1, 1, 3, 0));
    guest.send(frame(1, 1, 5, 0));
    assertTrue(guest.sawReset(5));
  }

  @Test
  void T411_threeBlobs() throws Exception {
    contact.open(1, BLOB);
    contact.open(3, BLOB);
    contact.received();
    contact.open(5, BLOB);
    assertTrue(contact.sawReset(5));
  }

  @Test
  void T413_silenceEndsTheLink() throws Exception {
    contact.link.tick(0);
    assertRejected(T413_SILENCE, () -> contact.link.tick(10 * SECOND));
  }

  @Test
  void T502_identifyWithAnotherKeyEndsTheLink() throws Exception {
    int stream = agreedIdentify();
    var other =
        new Identify(
            PeerId.of(Bytes.hex("11".repeat(32))),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty());
    contact.data(stream, MessageDecoder.encode(other.encode()));
    assertRejected(T502_OTHER_KEY, () -> contact.finish(stream));
  }

  @Test
  void aPushIsHeardAndItsDirectionEnded() throws Exception {
    Bytes pushed = MessageDecoder.encode(new ProtobufWriter().text(3, "/new/1").encode());
    contact.open(1, PUSH, pushed.hex());
    var heard = (LinkOutput.Identified) contact.finish(1).getFirst();
    assertTrue(heard.isPushed());
    assertEquals(List.of("/new/1"), heard.identify().protocols());
    assertTrue(contact.received().hex().endsWith(frame(1, 4, 1, 0).hex()));
  }

  @Test
  void T505_sevenPushesInAMinute() throws Exception {
    for (int i = 0; i < 6; i++) {
      contact.open(2 * i + 1, PUSH, "00");
      contact.finish(2 * i + 1);
    }
    assertEquals(
        List.of(new LinkOutput.Aborted(13, "T505_PUSH_RATE")), contact.open(13, PUSH, "00"));
    contact.now = 60 * SECOND;
    contact.open(15, PUSH, "00");
    assertTrue(contact.finish(15).getFirst() instanceof LinkOutput.Identified);
  }

  @Test
  void pushesWhatIsNewAndThatOnce() throws Exception {
    contact.open(1, IDENTIFY);
    contact.received();
    contact.link.push(0);
    assertTrue(contact.received().isEmpty(), "it was told when it asked");
    var next = contact.identify.with(Optional.of(Bytes.of(1)));
    contact.link.introduce(next);
    contact.link.push(0);
    assertTrue(contact.received().hex().contains(next.encode().hex()));
    contact.link.push(0);
    assertTrue(contact.received().isEmpty());
  }

  private int agreedIdentify() throws Exception {
    int stream = contact.link.identify(0).orElseThrow();
    contact.received();
    contact.data(stream, Negotiation.opening(IDENTIFY));
    return stream;
  }

  @Test
  void T501_elevenIdentifyMessages() throws Exception {
    int stream = agreedIdentify();
    contact.data(stream, Bytes.zero(10));
    assertFalse(contact.sawReset(stream));
    contact.data(stream, Bytes.zero(1));
    assertTrue(contact.sawReset(stream));
  }

  @Test
  void T004_identifyMessageOverItsLimit() throws Exception {
    int stream = agreedIdentify();
    contact.data(stream, Bytes.hex("8140"));
    assertTrue(contact.sawReset(stream));
  }

  @Test
  void T003_identifyThatEndsInsideAMessage() throws Exception {
    int stream = agreedIdentify();
    contact.data(stream, Bytes.hex("05 01"));
    contact.finish(stream);
    assertTrue(contact.sawReset(stream));
  }

  @Test
  void T504_tooManyProtocols() throws Exception {
    int stream = agreedIdentify();
    var message = new ProtobufWriter();
    for (int i = 0; i < 129; i++) {
      message.text(3, "/a");
    }
    contact.data(stream, MessageDecoder.encode(message.encode()));
    contact.finish(stream);
    assertTrue(contact.sawReset(stream));
  }

  @Test
  void T506_noAnswerInFiveSeconds() throws Exception {
    int stream = agreedIdentify();
    contact.link.tick(5 * SECOND);
    assertTrue(contact.sawReset(stream));
  }

  @Test
  void T507_thirdPingStream() throws Exception {
    contact.open(1, PING);
    contact.open(3, PING);
    contact.received();
    contact.open(5, PING);
    assertTrue(contact.sawReset(5));
  }

  @Test
  void T508_pingThatEndsInsideItsUnit() throws Exception {
    contact.open(1, PING, "11");
    contact.received();
    contact.finish(1);
    assertTrue(contact.sawReset(1));
  }

  @Test
  void T508_echoThatDiffers() throws Exception {
    int stream = contact.link.ping(Bytes.zero(32), 0).orElseThrow();
    contact.received();
    contact.data(stream, Negotiation.opening(PING));
    contact.data(stream, Bytes.hex("11".repeat(32)));
    assertTrue(contact.sawReset(stream));
  }

  @Test
  void T508_pingsWhoseEchoesAreNotRead() throws Exception {
    contact.open(1, PING);
    contact.data(1, Bytes.zero(8_192));
    assertTrue(contact.sawReset(1));
  }
}
