package dev.pli.core.node;

import static dev.pli.core.Rejections.flipped;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.Change;
import dev.pli.core.Effect;
import dev.pli.core.Self;
import dev.pli.core.carry.CarrySamples;
import dev.pli.core.contact.Invitation;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliId;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.PliState;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.delivery.Draft;
import dev.pli.core.evidence.ClockQuality;
import dev.pli.core.evidence.DeliveryReceipt;
import dev.pli.core.evidence.OpenOffer;
import dev.pli.core.evidence.ReceiptSigner;
import dev.pli.core.evidence.Rel;
import dev.pli.core.frame.Ack;
import dev.pli.core.frame.BlobGet;
import dev.pli.core.frame.BlobNo;
import dev.pli.core.frame.Envelope;
import dev.pli.core.frame.Frame;
import dev.pli.core.frame.OfferedBlob;
import dev.pli.core.frame.Ping;
import dev.pli.core.identity.DeviceId;
import dev.pli.core.identity.HandshakePayload;
import dev.pli.core.identity.Identity;
import dev.pli.core.identity.LinkMark;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.seal.Commitment;
import dev.pli.crypto.session.Handshake;
import dev.pli.crypto.session.Header;
import dev.pli.crypto.session.Purpose;
import dev.pli.crypto.session.RecordType;
import dev.pli.crypto.session.RekeyStep;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A correspondent that has all keys and keeps no rule, against one vault. What breaks the link
/// ends it with a byte and no reason; what breaks one envelope is dropped, counted and journaled.
/// docs/spec/session.md §6 to §11; docs/spec/frames.md §12.
class HostileContactTest {
  private static final Village VILLAGE = Village.ofHonestFriends(1);
  private static final Frame.Wishes WISHES = Frame.Wishes.NONE;
  private static final Frame NOTHING = new Frame.Unknown();

  /// Of [Drafts]: a row that no offer carries, and a file of two segments.
  private static final int NOTE = 0;

  private static final int PLAN = 1;
  private static final int MAX_INLINE_BYTES = 12_288;
  private static final int MAX_UNFINISHED = 256;
  private static final int FIRST_BYTES = 1_335;
  private static final Bytes TAG = Bytes.hex("55".repeat(16));

  private final Random random = new Random(7);
  private Besieged own;
  private Besieged besieged;
  private HostileContact hostile;

  @BeforeEach
  void meet() {
    own = besieged(VILLAGE.alice, "Bob");
    besieged = besieged(VILLAGE.bob, "Alice");
    hostile = new HostileContact(own, besieged);
  }

  private Besieged besieged(Inhabitant inhabitant, String contact) {
    return new Besieged(MemoryStore.of(inhabitant.store().copy()), contact, random);
  }

  private Draft draft(Besieged sender, String text, int... enclosures) throws IOException {
    return Drafts.seal(
        sender.store.blobs(), random, text, IntStream.of(enclosures).boxed().toList());
  }

  private Besieged nobodyKnown() {
    Identity identity = Identity.derive(Secret.random(64, random), World.DAWN);
    Self self = Self.found(identity, random, World.DAWN);
    return new Besieged(MemoryStore.of(Cast.founded(self)), "", random);
  }

  private void assertAborted() {
    assertTrue(besieged.aborted.contains(hostile.link), "not aborted");
  }

  private void assertClosedMute() {
    assertEquals(List.of(), besieged.said(hostile.link));
    assertTrue(besieged.closed.contains(hostile.link), "not closed");
    assertFalse(besieged.aborted.contains(hostile.link), "a byte to a stranger");
  }

  private void assertStands() throws Exception {
    hostile.says(RecordType.PING, Ping.ask(random).encode());
    assertFalse(hostile.heard(RecordType.PING).isEmpty());
  }

  /// An invitation of the besieged vault, open.
  private Invitation invitation() throws Exception {
    return invitation(besieged, "Dora");
  }

  private Invitation invitation(Besieged inviter, String label) throws Exception {
    Answer answer =
        inviter.asked(
            new Request.Invite(
                Optional.of(label),
                Duration.ofDays(1),
                List.of(),
                Optional.empty(),
                true,
                Optional.empty()));
    var invited = (Result.Invited) ((Answer.Done) answer).result();
    return Invitation.parse(invited.invitation().link().orElseThrow(), inviter.now);
  }

  /// Somebody with an identity and keys of its own, whom nobody knows.
  private HostileContact stranger() {
    var unknown = nobodyKnown();
    return new HostileContact(unknown.book().self(), own.contact(), besieged);
  }

  @Test
  void S121_nothingIsQueuedForAContactWhoseIdentityChanged() throws Exception {
    var other = nobodyKnown();
    String link = invitation(other, "Bob").text();
    String label = besieged.contact().label();
    besieged.asked(
        new Request.Accept(link, Optional.empty(), Optional.of(label), true, Duration.ZERO));
    assertTrue(besieged.contact().keyChanged());
    Draft draft = draft(besieged, "secret");
    assertEquals(Answer.failed(ErrorCode.KEY_CHANGED, label), besieged.sends(draft));
    assertEquals(Optional.empty(), besieged.store.pli(out(draft.id())));
  }

  private PliKey out(PliId id) {
    return new PliKey(besieged.contact().id(), Direction.OUT, id);
  }

  @Test
  void S206_unknownInvitationEndsWithoutAByte() throws Exception {
    invitation();
    hostile = stranger();
    hostile.begins(Header.pair(Bytes.hex("66".repeat(16))));
    assertClosedMute();
  }

  @Test
  void S206_expiredInvitationEndsWithoutAByte() throws Exception {
    Invitation invitation = invitation();
    besieged.now = invitation.expiry();
    hostile = stranger();
    hostile.begins(Header.pair(invitation.id()));
    assertClosedMute();
  }

  @Test
  void S209_theSecondOfTwoGuestsFindsNothingStored() throws Exception {
    Invitation invitation = invitation();
    HostileContact first = stranger();
    HostileContact second = stranger();
    Handshake.Replied toFirst = first.replied(first.begins(Header.pair(invitation.id())));
    Handshake.Replied toSecond = second.replied(second.begins(Header.pair(invitation.id())));
    first.pairs(toFirst, invitation.secret());
    int contacts = besieged.book().contacts().size();
    second.pairs(toSecond, invitation.secret());
    assertEquals(contacts, besieged.book().contacts().size());
    hostile = second;
    assertAborted();
  }

  @Test
  void S301_headerOfNoKindEndsWithAByteForAContactAlone() {
    for (HostileContact peer : List.of(hostile, stranger())) {
      peer.link = besieged.dialledBy(peer.self.peer());
      besieged.hears(peer.link, Bytes.hex("09".repeat(2_000)));
      assertEquals(peer == hostile, besieged.aborted.contains(peer.link));
      assertEquals(peer != hostile, besieged.closed.contains(peer.link));
    }
  }

  @Test
  void S302_linkOfAStrangerEndsWithoutAByte() throws Exception {
    hostile = stranger();
    hostile.begins(Header.link());
    assertClosedMute();
  }

  @Test
  void S314_aHandshakeThatTakesFiveSecondsIsAborted() throws Exception {
    hostile.begins(Header.link());
    besieged.passes(Duration.ofSeconds(5).minusMillis(1));
    assertFalse(besieged.aborted.contains(hostile.link));
    besieged.passes(Duration.ofMillis(1));
    assertAborted();
  }

  @Test
  void S314_whoSaysNothingHearsNothing() {
    hostile.link = besieged.dialledBy(hostile.self.peer());
    besieged.passes(Duration.ofSeconds(5));
    assertClosedMute();
  }

  @Test
  void S314_aRekeyThatTakesThirtySecondsIsAborted() throws Exception {
    hostile.links();
    hostile.says(RecordType.REKEY, firstOfRekey());
    besieged.passes(Duration.ofSeconds(30).minusMillis(1));
    assertStands();
    besieged.passes(Duration.ofMillis(1));
    assertAborted();
  }

  @Test
  void S315_theEleventhFirstMessageInAMinute() throws Exception {
    for (int i = 0; i < 10; i++) {
      hostile.begins(Header.link());
      assertEquals(1, besieged.said(hostile.link).size());
      leave();
    }
    hostile.begins(Header.link());
    assertEquals(List.of(), besieged.said(hostile.link));
    assertAborted();
    besieged.passes(Duration.ofMinutes(1).plusMillis(1));
    hostile.begins(Header.link());
    assertEquals(1, besieged.said(hostile.link).size());
  }

  private void leave() {
    besieged.happens(new dev.pli.core.Event.LinkClosed(hostile.link, "left"));
  }

  @Test
  void S315_aSecondHandshakeOfOnePeerBesideTheFirst() throws Exception {
    hostile.begins(Header.link());
    hostile.begins(Header.link());
    assertAborted();
  }

  @Test
  void S315_aThirdPairingAtOnce() throws Exception {
    Invitation invitation = invitation();
    for (int i = 0; i < 3; i++) {
      hostile = stranger();
      hostile.begins(Header.pair(invitation.id()));
    }
    assertAborted();
  }

  @Test
  void S315_strangersUseUpNothing() throws Exception {
    for (int i = 0; i < 100; i++) {
      stranger().begins(Header.link());
    }
    hostile.links();
    assertStands();
  }

  /// A pli of the hostile side as it would really offer it.
  private Pli pli(String text, int... enclosures) throws Exception {
    Draft draft = draft(own, text, enclosures);
    own.sends(draft);
    return own.store.pli(new PliKey(own.contact().id(), Direction.OUT, draft.id())).orElseThrow();
  }

  private Frame.Offer offer(Pli pli) {
    var blobs = new ArrayList<OfferedBlob>();
    for (StoredBlob blob : own.store.blobs(pli.key())) {
      Bytes inline = isInline(blob) ? ((StoredBlob.Place.Row) blob.place()).sealed() : Bytes.EMPTY;
      blobs.add(new OfferedBlob(blob.blob().sealedBytes(), blob.blob().ct(), inline));
    }
    return new Frame.Offer(pli.content().offer(), Optional.of(pli.content().key()), blobs, WISHES);
  }

  private static boolean isInline(StoredBlob blob) {
    return blob.place() instanceof StoredBlob.Place.Row(var sealed)
        && sealed.length() <= MAX_INLINE_BYTES;
  }

  private Frame.Offer withPayload(Frame.Offer offer, OpenOffer payload) {
    return new Frame.Offer(payload.payload(), offer.key(), offer.blobs(), WISHES);
  }

  private Optional<Pli> arrived(Pli pli) {
    return besieged.store.pli(new PliKey(besieged.contact().id(), Direction.IN, pli.id()));
  }

  @Test
  void anHonestOfferArrives() throws Exception {
    hostile.links();
    Pli pli = pli("bonjour");
    hostile.sends(offer(pli));
    assertEquals(PliState.RECEIVED, arrived(pli).orElseThrow().state());
    assertEquals(List.of(), besieged.refused());
  }

  @Test
  void S510_aBlobThatTheOfferDoesNotName() throws Exception {
    hostile.links();
    Pli pli = pli("bonjour");
    Frame.Offer offer = offer(pli);
    OfferedBlob first = offer.blobs().getFirst();
    Bytes other = flipped(first.inline(), 7);
    Bytes ct = Commitment.ofBlob(first.sealedBytes(), Hash.sha256(other));
    List<OfferedBlob> blobs = new ArrayList<>(offer.blobs());
    blobs.set(0, new OfferedBlob(first.sealedBytes(), ct, other));
    assertRefused(
        "S510_COMMITMENT", pli, new Frame.Offer(offer.payload(), offer.key(), blobs, WISHES));
  }

  private void assertRefused(String rule, Pli pli, Frame.Offer offer) throws Exception {
    hostile.heard();
    hostile.sends(offer);
    assertEquals(List.of(rule), besieged.refused());
    assertEquals(Optional.empty(), arrived(pli));
    assertTrue(hostile.frames().contains(new Frame.OfferNok(pli.id(), Frame.OfferNok.REFUSED)));
    assertStands();
  }

  @Test
  void S510_anotherKeyThanTheOfferCommitsTo() throws Exception {
    hostile.links();
    Pli pli = pli("bonjour");
    Pli other = pli("bonsoir");
    Frame.Offer offer = offer(pli);
    assertRefused(
        "S510_COMMITMENT",
        pli,
        new Frame.Offer(
            offer.payload(), Optional.of(other.content().key()), offer.blobs(), WISHES));
  }

  @Test
  void S510_anotherRootThanTheManifestHas() throws Exception {
    hostile.links();
    Pli pli = pli("bonjour");
    OpenOffer told = OpenOffer.parse(pli.content().offer());
    var content = told.content();
    var other =
        new dev.pli.core.evidence.Content(
            content.ct(),
            content.sealedBytes(),
            content.keyCommitment(),
            content.parts(),
            Bytes.hex("33".repeat(32)),
            content.mention());
    assertRefused("S510_COMMITMENT", pli, withPayload(offer(pli), with(told, other)));
  }

  private static OpenOffer with(OpenOffer offer, dev.pli.core.evidence.Content content) {
    return new OpenOffer(
        offer.app(), content, offer.from(), offer.to(), offer.pli(), offer.policy(), offer.time());
  }

  private static OpenOffer later(OpenOffer offer) {
    return new OpenOffer(
        offer.app(),
        offer.content(),
        offer.from(),
        offer.to(),
        offer.pli(),
        offer.policy(),
        offer.time().plusMillis(1));
  }

  @Test
  void S511_allThatMayNotBeAskedForIsAnsweredAlike() throws Exception {
    hostile.links();
    Draft draft = draft(besieged, "acte", PLAN);
    besieged.sends(draft);
    PliId known = draft.id();
    int last = draft.blobs().size() - 1;
    hostile.heard();
    var unknown = new PliId(Bytes.hex("44".repeat(16)));
    for (BlobGet asked :
        List.of(
            new BlobGet(unknown, 0, 0, TAG),
            new BlobGet(known, last + 1, 0, TAG),
            new BlobGet(known, last, 2, TAG),
            new BlobGet(known, last, 0xffff_ffffL, TAG))) {
      hostile.says(RecordType.BLOB_GET, asked.encode());
      assertEquals(
          List.of(new BlobNo(asked.pli(), asked.blob(), BlobNo.Reason.GONE).encode()),
          hostile.heard(RecordType.BLOB_NO));
    }
    assertEquals(List.of(), besieged.effects(Effect.Push.class));
    hostile.says(RecordType.BLOB_GET, new BlobGet(known, last, 0, TAG).encode());
    assertEquals(1, besieged.effects(Effect.Push.class).size());
  }

  private Bytes firstOfRekey() throws Exception {
    return new RekeyStep(1, beginsRekey().message()).encode();
  }

  private Handshake.AwaitingReply beginsRekey() throws Exception {
    return Handshake.initiate(
        Header.rekey(hostile.session),
        hostile.rekeyBinding(),
        hostile.self.identity().dh(),
        random);
  }

  @Test
  void S603_aSecondRekeyWhileOneIsPending() throws Exception {
    hostile.links();
    hostile.says(RecordType.REKEY, firstOfRekey());
    assertEquals(1, hostile.heard(RecordType.REKEY).size());
    hostile.says(RecordType.REKEY, firstOfRekey());
    assertAborted();
  }

  @Test
  void S604_aRekeyInAnotherIncarnation() throws Exception {
    rekeys(HostileContact.INCARNATION + 1);
    assertAborted();
  }

  @Test
  void anHonestRekeyGoesOn() throws Exception {
    rekeys(HostileContact.INCARNATION);
    assertEquals(
        List.of(RecordType.EPOCH, RecordType.FINISH),
        hostile.heard().stream().map(HostileContact.Heard::type).toList());
  }

  private void rekeys(long incarnation) throws Exception {
    hostile.links();
    Handshake.AwaitingReply begun = beginsRekey();
    var psk = hostile.rekeyPsk();
    hostile.says(RecordType.REKEY, new RekeyStep(1, begun.message()).encode());
    RekeyStep second = RekeyStep.parse(hostile.heard(RecordType.REKEY).getFirst());
    var proof =
        new HandshakePayload.Proof(
            hostile.introduction(Optional.empty(), incarnation),
            hostile.victim.current().fingerprint(),
            LinkMark.NONE);
    Handshake.Proved proved = begun.read(second.message()).prove(psk, proof.encode(Purpose.REKEY));
    hostile.says(RecordType.REKEY, new RekeyStep(3, proved.message()).encode());
    hostile.session = hostile.session.rekeyed(proved.session());
  }

  @Test
  void S701_aGapEndsTheLinkAndARepetitionIsAcknowledgedAgain() throws Exception {
    hostile.links();
    Envelope first = hostile.envelope(NOTHING);
    hostile.sends(first);
    assertEquals(List.of(ack(1)), hostile.heard(RecordType.ACK));
    hostile.sends(first);
    assertEquals(List.of(ack(1)), hostile.heard(RecordType.ACK));
    hostile.envelope(NOTHING); // Never sent.
    hostile.sends(NOTHING);
    assertAborted();
  }

  private Bytes ack(long mark) {
    return new Ack(hostile.self.deviceId(), HostileContact.INCARNATION, mark).encode();
  }

  @Test
  void S702_anotherDeviceOrIncarnationThanTheLinks() throws Exception {
    var other = new DeviceId(Bytes.hex("99".repeat(16)));
    hostile.links();
    Envelope good = hostile.envelope(NOTHING);
    hostile.sends(new Envelope(other, good.incarnation(), 1, good.sentAt(), NOTHING));
    assertAborted();
    hostile.links();
    hostile.sends(new Envelope(good.device(), good.incarnation() + 1, 1, good.sentAt(), NOTHING));
    assertAborted();
    hostile.links();
    hostile.says(RecordType.ACK, new Ack(other, 1, 0).encode());
    assertAborted();
  }

  @Test
  void S703_anotherOfferForAPliThatIsKnown() throws Exception {
    hostile.links();
    Pli pli = pli("bonjour");
    hostile.sends(offer(pli));
    Pli kept = arrived(pli).orElseThrow();
    OpenOffer again = later(OpenOffer.parse(pli.content().offer()));
    hostile.sends(withPayload(offer(pli), again));
    assertEquals(List.of("S703_PLI_KNOWN"), besieged.refused());
    assertEquals(kept.content(), arrived(pli).orElseThrow().content());
    assertStands();
  }

  @Test
  void S704_anAckAboveWhatWasSent() throws Exception {
    hostile.links();
    besieged.sends(draft(besieged, "bonjour"));
    Envelope sent =
        dev.pli.core.frame.FrameCodec.parse(hostile.heard(RecordType.ENVELOPE).getLast());
    var above = new Ack(sent.device(), sent.incarnation(), sent.seq() + 1);
    hostile.says(RecordType.ACK, above.encode());
    assertAborted();
  }

  @Test
  void S705_theOfferOverTheLimitIsTurnedAwayUntilThereIsRoom() throws Exception {
    hostile.links();
    for (int i = 0; i < MAX_UNFINISHED; i++) {
      hostile.sends(offer(pli("acte", NOTE)));
    }
    assertEquals(List.of(), besieged.refused());
    hostile.heard();
    Pli pli = pli("acte", NOTE);
    hostile.sends(offer(pli));
    assertEquals(List.of("S705_OFFER_LIMIT"), besieged.refused());
    assertEquals(
        List.of(new Frame.OfferNok(pli.id(), Frame.OfferNok.OVER_LIMIT)), hostile.frames());
    assertEquals(Optional.empty(), arrived(pli));
    assertStands();
  }

  @Test
  void aPliThatIsThereIsNotTakenBackByABatchThatBothCameIn() throws Exception {
    hostile.links();
    Draft draft = draft(besieged, "acte");
    besieged.sends(draft);
    hostile.acknowledges();
    Answer answer =
        besieged.takesBack(out(draft.id()), hostile.brings(new Frame.Stored(draft.id())));
    assertEquals(Answer.failed(ErrorCode.ALREADY_DECIDED, draft.id().text()), answer);
    Pli kept = besieged.store.pli(out(draft.id())).orElseThrow();
    assertEquals(PliState.RECEIVED, kept.state());
    assertEquals(draft.key(), kept.content().key());
  }

  @Test
  void S705_whatWasTurnedAwayWaitsForRoom() throws Exception {
    hostile.links();
    Draft draft = draft(besieged, "acte");
    Draft other = draft(besieged, "acte");
    besieged.sends(draft);
    besieged.sends(other);
    hostile.acknowledges();
    var turnedAway = new Frame.OfferNok(draft.id(), Frame.OfferNok.OVER_LIMIT);
    hostile.sends(turnedAway);
    assertEquals(0, offers(), "offered again at once");
    hostile.sends(new Frame.Stored(other.id()));
    assertEquals(1, hostile.acknowledges().size(), "a place is free");
    hostile.sends(turnedAway);
    leave();
    hostile.links();
    assertEquals(1, offers(), "a new link");
  }

  private long offers() throws Exception {
    return hostile.frames().stream().filter(Frame.Offer.class::isInstance).count();
  }

  @Test
  void S706_aStatementThatIsKnownUnderOtherSignatures() throws Exception {
    hostile.links();
    List<Change.Kept> before = besieged.kept();
    Change.Kept known =
        besieged.kept().stream()
            .filter(kept -> kept.kind() == Change.Kept.Kind.PEER_RECEIPT)
            .findFirst()
            .orElseThrow();
    hostile.sends(new Frame.StatementFrame(known.jws(), Optional.empty()));
    assertEquals(List.of(), besieged.refused());
    var signer = new ReceiptSigner(own.book().epochs().lastEntry().getValue());
    Bytes twin = signer.sign(DeliveryReceipt.kept(known.jws()), random);
    assertFalse(twin.equals(known.jws()));
    hostile.sends(new Frame.StatementFrame(twin, Optional.empty()));
    assertEquals(List.of("S706_STATEMENT_TWIN"), besieged.refused());
    assertEquals(before, besieged.kept());
  }

  @Test
  void S706_aStatementAndItsTwinBeforeOneCommit() throws Exception {
    hostile.links();
    Draft draft = draft(besieged, "acte");
    besieged.sends(draft);
    var brought = assertInstanceOf(Frame.Offer.class, hostile.acknowledges().getFirst());
    var offer = OpenOffer.parse(brought.payload());
    var signer = new ReceiptSigner(own.book().epochs().lastEntry().getValue());
    var signing =
        new DeliveryReceipt.Signing(
            besieged.now,
            new ClockQuality(ClockQuality.Source.OS, Duration.ofSeconds(2)),
            new Rel(99, Optional.empty())); // Others may lie between.
    var receipt = DeliveryReceipt.of(offer, offer.content(), signer.keys(), besieged.now, signing);
    Bytes first = signer.sign(receipt, random);
    Bytes twin = signer.sign(receipt, random);
    assertFalse(twin.equals(first));
    besieged.happensAtOnce(
        hostile.brings(new Frame.StatementFrame(first, Optional.empty())),
        hostile.brings(new Frame.StatementFrame(twin, Optional.empty())));
    assertEquals(List.of("S706_STATEMENT_TWIN"), besieged.refused());
    assertEquals(
        List.of(first),
        besieged.store.statements(out(draft.id())).stream().map(Change.Kept::jws).toList());
    assertEquals(PliState.DELIVERED, besieged.store.pli(out(draft.id())).orElseThrow().state());
  }

  /// A carry key is refused alone: the link goes on.
  @Test
  void C113_aCarryKeyOfAnotherDeviceOrNone() throws Exception {
    hostile.links();
    hostile.sends(new Frame.CarryKeyFrame(CarrySamples.KEY.encode()));
    hostile.sends(new Frame.CarryKeyFrame(Bytes.of(1)));
    assertEquals(List.of("C113_KEY_DEVICE", "C112_CARRY_KEY"), besieged.refused());
    assertStands();
  }

  /// Waits until one more handshake is allowed.
  private void minutePasses() {
    besieged.passes(Duration.ofSeconds(10));
  }

  @Test
  void everyFlippedByteOfTheFirstMessageEndsIt() throws Exception {
    for (int at = 0; at < FIRST_BYTES; at++) {
      Bytes message = hostile.initiates(Header.link()).message();
      assertEquals(FIRST_BYTES, message.length());
      hostile.link = besieged.dialledBy(hostile.self.peer());
      besieged.hears(hostile.link, flipped(message, at));
      assertEquals(List.of(), besieged.said(hostile.link));
      assertAborted();
      minutePasses();
    }
    hostile.links();
    assertStands();
  }

  @Test
  void everyFlippedByteOfTheSecondMessageEndsIt() throws Exception {
    int bytes = 1;
    for (int at = 0; at < bytes; at++) {
      Bytes message = hostile.answers(besieged.dials(hostile.self.peer()));
      bytes = message.length();
      besieged.hears(hostile.link, flipped(message, at));
      assertEquals(List.of(), besieged.said(hostile.link));
      assertAborted();
    }
    hostile.links();
    assertStands();
  }

  @Test
  void everyFlippedByteOfTheThirdMessageEndsIt() throws Exception {
    int bytes = 1;
    for (int at = 0; at < bytes; at++) {
      Bytes message = hostile.proves(hostile.replied(hostile.begins(Header.link())));
      bytes = message.length();
      besieged.hears(hostile.link, flipped(message, at));
      assertEquals(List.of(), besieged.said(hostile.link));
      assertAborted();
      minutePasses();
    }
    hostile.links();
    assertStands();
  }
}
