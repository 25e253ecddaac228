package dev.pli.core.evidence;

import static dev.pli.core.identity.People.ALICE;
import static dev.pli.core.identity.People.BOB;
import static dev.pli.core.identity.People.BOB_DEVICE;
import static dev.pli.core.identity.People.NOW;

import dev.pli.core.conversation.PliId;
import dev.pli.core.identity.Language;
import dev.pli.crypto.primitive.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/// One delivery in open mode, from Alice to Bob, with all that it stands on.
final class Delivery {
  static final Instant SENT = NOW;
  static final Instant ARRIVED = NOW.plusSeconds(2);
  static final Instant SIGNED = NOW.plusSeconds(3);
  static final Instant RETURNED = NOW.plusSeconds(4);

  static final Agreement AGREEMENT =
      Agreement.propose(Language.FRENCH, ALICE.card(), BOB.card(), NOW.minus(Duration.ofDays(1)));

  static final EpochKeys BOB_KEYS =
      EpochKeys.first(BOB, BOB_DEVICE.id(), NOW.minus(Duration.ofDays(1)), new Random(7));

  static final Content CONTENT =
      new Content(
          Bytes.hex("c1".repeat(32)),
          544,
          Bytes.hex("c2".repeat(32)),
          2,
          Bytes.hex("c3".repeat(32)),
          Mention.ORDINAIRE);

  static final OpenOffer OFFER =
      new OpenOffer(
          new App("pli", "0.1.0"),
          CONTENT,
          ALICE.fingerprint(),
          BOB.fingerprint(),
          new PliId(Bytes.hex("7d1f0c52a98e4b36b0e3f4172c6d8a95")),
          Optional.of(AGREEMENT.sid()),
          SENT);

  static final DeliveryReceipt.Signing SIGNING = signing(SIGNED, 1, Optional.empty());

  static final DeliveryReceipt RECEIPT =
      DeliveryReceipt.of(OFFER, CONTENT, BOB_KEYS, ARRIVED, SIGNING);

  private Delivery() {}

  static DeliveryReceipt.Signing signing(Instant time, long number, Optional<Sid> head) {
    var clock = new ClockQuality(ClockQuality.Source.OS, Duration.ofSeconds(1));
    return new DeliveryReceipt.Signing(time, clock, new Rel(number, head));
  }
}
