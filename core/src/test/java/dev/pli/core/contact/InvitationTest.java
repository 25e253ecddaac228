package dev.pli.core.contact;

import static dev.pli.core.Rejections.assertRejected;
import static dev.pli.core.Rejections.flipped;
import static dev.pli.core.Rejections.replaced;
import static dev.pli.core.contact.ContactRule.S201_LINK_TEXT;
import static dev.pli.core.contact.ContactRule.S202_LINK_CHECKSUM;
import static dev.pli.core.contact.ContactRule.S203_LINK_VERSION;
import static dev.pli.core.contact.ContactRule.S204_LINK_EXPIRY;
import static dev.pli.core.contact.ContactRule.S205_LINK_ADDRESS;
import static dev.pli.core.contact.ContactRule.S207_LINK_OWN;
import static dev.pli.core.contact.ContactRule.S208_LINK_TRAILING;
import static dev.pli.core.identity.People.ALICE;
import static dev.pli.core.identity.People.ALICE_DEVICE;
import static dev.pli.core.identity.People.BOB;
import static dev.pli.core.identity.People.NOW;
import static dev.pli.crypto.session.SessionRule.S001_LAYOUT;
import static dev.pli.crypto.session.SessionRule.S003_BASE64URL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.Rule;
import dev.pli.crypto.primitive.Base64Url;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvitationTest {
  private static final PeerId HOST = PeerId.of(ALICE_DEVICE.hostKey().publicKey());
  private static final Instant EXPIRY = NOW.plus(Invitation.DEFAULT_VALIDITY);
  private static final Invitation INVITATION =
      issue(EXPIRY, address("/ip4/192.0.2.7/tcp/41873"), address("/dns4/a.example/tcp/4001"));

  private static final int EXPIRY_AT = 98;
  private static final int COUNT_AT = 106;

  @Test
  void comesBackFromItsTextWithSpaceAroundIt() throws Exception {
    assertEquals(INVITATION, Invitation.parse(INVITATION.text(), NOW));
    assertEquals(INVITATION, Invitation.parse("\t " + INVITATION.text() + " \r\n", NOW));
    assertEquals(INVITATION, Invitation.parse(INVITATION.encode()));
  }

  @Test
  void mayHaveNoAddressAndMayHaveEight() throws Exception {
    Invitation none = issue(EXPIRY);
    assertEquals(none, Invitation.parse(none.text(), NOW));
    Multiaddr[] eight = new Multiaddr[8];
    java.util.Arrays.fill(eight, address("/ip6/2001:db8::7/tcp/41873"));
    Invitation most = issue(EXPIRY, eight);
    assertEquals(most, Invitation.parse(most.text(), NOW));
    assertTrue(most.text().length() <= 1_024);
    List<Multiaddr> nine = Collections.nCopies(9, eight[0]);
    assertThrows(
        IllegalArgumentException.class,
        () -> Invitation.issue(ALICE.fingerprint(), HOST, nine, EXPIRY, new Random(1)));
  }

  @Test
  void mayNameACircuitThroughARelay() throws Exception {
    Invitation circuit =
        issue(EXPIRY, address("/ip4/192.0.2.7/tcp/4001/p2p/" + HOST.text() + "/p2p-circuit"));
    assertEquals(circuit, Invitation.parse(circuit.text(), NOW));
  }

  @Test
  void nameAndPskDependOnTheSecretAlone() {
    Invitation other = issue(EXPIRY.plusMillis(1));
    assertEquals(16, INVITATION.id().length());
    assertEquals(INVITATION.id(), issue(EXPIRY).id());
    assertEquals(INVITATION.psk(), other.psk());
    Invitation fresh =
        Invitation.issue(ALICE.fingerprint(), HOST, List.of(), EXPIRY, new Random(2));
    assertNotEquals(INVITATION.id(), fresh.id());
    assertNotEquals(INVITATION.psk(), fresh.psk());
  }

  @Test
  void printsNeitherSecretNorAddress() {
    String printed = INVITATION.toString();
    assertFalse(printed.contains("192.0.2.7"));
    assertFalse(printed.contains(INVITATION.secret().reveal().hex()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pli", "PLI:AA", "pliv:AA", "pli:AA==", "pli:A A", "pli:é", "pli:+/"})
  void S201_refusesWhatIsNoLink(String text) {
    assertRefused(S201_LINK_TEXT, text);
  }

  @Test
  void S201_refusesATextThatIsTooLong() {
    assertRefused(S201_LINK_TEXT, "pli:" + "A".repeat(1_021));
    assertRefused(S201_LINK_TEXT, INVITATION.text() + " ".repeat(1_024));
  }

  @Test
  void S003_refusesSpareBitsAndASingleLetter() {
    assertRefused(S003_BASE64URL, "pli:AB");
    assertRefused(S003_BASE64URL, "pli:AAAAA");
  }

  @Test
  void S202_refusesAnyTypingError() {
    Bytes bytes = INVITATION.encode();
    for (int i = 0; i < bytes.length(); i++) {
      assertRefused(S202_LINK_CHECKSUM, text(flipped(bytes, i)));
    }
    String text = INVITATION.text();
    assertRefused(S202_LINK_CHECKSUM, text.substring(0, text.length() - 4));
    assertRefused(S202_LINK_CHECKSUM, "pli:");
    assertRefused(S202_LINK_CHECKSUM, "pli:AAAA");
  }

  @Test
  void S203_refusesAnotherVersionAndReservedFlags() {
    assertLie(S203_LINK_VERSION, 0, Bytes.of(2));
    assertLie(S203_LINK_VERSION, 1, Bytes.of(1));
  }

  @Test
  void S204_refusesAnExpiryThatHasPassedOrLiesTooFarAhead() throws Exception {
    assertRejected(S204_LINK_EXPIRY, () -> Invitation.parse(INVITATION.text(), EXPIRY));
    Invitation.parse(INVITATION.text(), EXPIRY.minusMillis(1));
    String longest = issue(NOW.plus(Duration.ofDays(31))).text();
    Invitation.parse(longest, NOW);
    assertRejected(S204_LINK_EXPIRY, () -> Invitation.parse(longest, NOW.minusMillis(1)));
    assertLie(S204_LINK_EXPIRY, EXPIRY_AT, Bytes.hex("ff".repeat(8)));
    assertLie(S204_LINK_EXPIRY, EXPIRY_AT, Bytes.hex("7f" + "ff".repeat(7)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ip4/0.0.0.0/tcp/4001",
        "/ip4/224.0.0.251/tcp/4001",
        "/ip4/255.255.255.255/tcp/4001",
        "/ip6/::/tcp/4001",
        "/ip6/ff02::1/tcp/4001",
        "/ip4/192.0.2.7/tcp/0",
        "/ip4/192.0.2.7",
      })
  void S205_refusesAnAddressWhereNobodyIs(String address) {
    assertRefused(S205_LINK_ADDRESS, issue(EXPIRY, address(address)).text());
  }

  @Test
  void S205_refusesAnAddressThatNamesAPeer() {
    Multiaddr named = address("/ip4/192.0.2.7/tcp/4001").with(HOST);
    assertRefused(S205_LINK_ADDRESS, issue(EXPIRY, named).text());
  }

  @Test
  void S205_refusesTooManyLongEmptyAndBrokenAddresses() {
    assertLie(S205_LINK_ADDRESS, COUNT_AT, Bytes.of(9));
    assertLie(S205_LINK_ADDRESS, COUNT_AT + 1, Bytes.of(0));
    assertLie(S205_LINK_ADDRESS, COUNT_AT + 1, Bytes.of(65));
    assertLie(S205_LINK_ADDRESS, COUNT_AT + 2, Bytes.of(0xff));
  }

  @Test
  void S207_refusesTheReadersOwnInvitation() throws Exception {
    INVITATION.requireNotOwn(BOB.fingerprint());
    assertRejected(S207_LINK_OWN, () -> INVITATION.requireNotOwn(ALICE.fingerprint()));
  }

  @Test
  void S208_refusesBytesAfterTheEnd() {
    Bytes content = content(INVITATION.encode());
    assertRefused(S208_LINK_TRAILING, text(summed(Bytes.concat(content, Bytes.of(0)))));
  }

  @Test
  void S001_refusesALinkThatEndsInAField() {
    Bytes content = content(INVITATION.encode());
    for (int end : new int[] {0, 1, 20, 40, 90, 100, 106, 110}) {
      assertRefused(S001_LAYOUT, text(summed(content.slice(0, end))));
    }
  }

  private static Invitation issue(Instant expiry, Multiaddr... addresses) {
    return Invitation.issue(ALICE.fingerprint(), HOST, List.of(addresses), expiry, new Random(1));
  }

  private static Multiaddr address(String text) {
    try {
      return Multiaddr.parse(text);
    } catch (RejectedException e) {
      throw new AssertionError(e);
    }
  }

  private static Bytes content(Bytes bytes) {
    return bytes.slice(0, bytes.length() - 4);
  }

  private static Bytes summed(Bytes content) {
    return Bytes.concat(content, Hash.labelled("pli/1 link", content).slice(0, 4));
  }

  private static String text(Bytes bytes) {
    return "pli:" + Base64Url.encode(bytes);
  }

  private static void assertLie(Rule rule, int at, Bytes lie) {
    assertRefused(rule, text(summed(replaced(content(INVITATION.encode()), at, lie))));
  }

  private static void assertRefused(Rule rule, String text) {
    assertRejected(rule, () -> Invitation.parse(text, NOW));
  }
}
