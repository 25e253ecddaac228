package dev.pli.transport.link;

import static dev.pli.transport.multistream.MultistreamRule.T201_HEADER;
import static dev.pli.transport.noise.ChannelRule.T315_STRANGER;
import static dev.pli.transport.wire.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Ed25519;
import dev.pli.transport.noise.ChannelIdentity;
import dev.pli.transport.noise.SecureChannel;
import dev.pli.transport.wire.FramePool;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UpgradeTest {
  private final Random random = new Random(1);
  private final ChannelIdentity alice =
      ChannelIdentity.create(Ed25519.KeyPair.generate(random), random);
  private final ChannelIdentity bob =
      ChannelIdentity.create(Ed25519.KeyPair.generate(random), random);

  private Upgrade initiator() {
    return new Upgrade(
        Role.INITIATOR,
        SecureChannel.initiate(alice, bob.peer(), random),
        _ -> {},
        new FramePool());
  }

  private Upgrade responder(Upgrade.Admission admission) {
    return new Upgrade(
        Role.RESPONDER, SecureChannel.answer(bob, random), admission, new FramePool());
  }

  @Test
  void needsOneRoundTripAndAHalf() throws Exception {
    Upgrade initiator = initiator();
    Upgrade responder = responder(_ -> {});
    Bytes answer = responder.feed(initiator.opening().buffer()).output();
    var atInitiator = initiator.feed(answer.buffer());
    var atResponder = responder.feed(atInitiator.output().buffer());
    assertEquals(bob.peer(), atInitiator.channel().orElseThrow().peer());
    assertEquals(alice.peer(), atResponder.channel().orElseThrow().peer());
    assertEquals(Bytes.EMPTY, atResponder.output());
  }

  @Test
  void worksByteByByte() throws Exception {
    Upgrade initiator = initiator();
    Upgrade responder = responder(_ -> {});
    Bytes answer = feed(responder, initiator.opening()).output();
    Bytes last = feed(initiator, answer).output();
    assertTrue(feed(responder, last).channel().isPresent());
  }

  private static Upgrade.Progress feed(Upgrade upgrade, Bytes input) throws RejectedException {
    Bytes output = Bytes.EMPTY;
    Optional<Channel> channel = Optional.empty();
    for (int i = 0; i < input.length(); i++) {
      var progress = upgrade.feed(input.slice(i, i + 1).buffer());
      output = Bytes.concat(output, progress.output());
      channel = progress.channel();
    }
    return new Upgrade.Progress(output, channel);
  }

  @Test
  void T315_nothingIsSaidToAStranger() throws Exception {
    Upgrade initiator = initiator();
    Upgrade responder = responder(UpgradeTest::refuse);
    Bytes answer = responder.feed(initiator.opening().buffer()).output();
    Bytes last = initiator.feed(answer.buffer()).output();
    assertRejected(T315_STRANGER, () -> responder.feed(last.buffer()));
  }

  private static void refuse(PeerId peer) throws RejectedException {
    throw new RejectedException(T315_STRANGER);
  }

  @Test
  void T201_anythingElseThanMultistreamFirst() {
    Bytes http = Bytes.ascii("\u0010GET / HTTP/1.1\r\n\r\n");
    assertRejected(T201_HEADER, () -> responder(_ -> {}).feed(http.buffer()));
  }
}
