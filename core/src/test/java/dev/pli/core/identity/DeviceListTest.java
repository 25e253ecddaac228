package dev.pli.core.identity;

import static dev.pli.core.Rejections.assertRejected;
import static dev.pli.core.Rejections.flipped;
import static dev.pli.core.Rejections.replaced;
import static dev.pli.core.identity.IdentityRule.S118_DEVICE_LIST;
import static dev.pli.core.identity.People.ALICE;
import static dev.pli.core.identity.People.BOB;
import static dev.pli.core.identity.People.MALLORY;
import static dev.pli.core.identity.People.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.crypto.primitive.Bytes;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceListTest {
  private static final List<DeviceId> IDS =
      IntStream.rangeClosed(1, 8).mapToObj(seed -> DeviceId.random(new Random(seed))).toList();
  private static final DeviceList TWO = DeviceList.issue(ALICE, IDS.subList(0, 2), 0, NOW);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void comesBackFromItsBytesAndIsSignedByItsCard(int count) throws Exception {
    DeviceList list = DeviceList.issue(ALICE, IDS.subList(0, count), 0, NOW);
    assertEquals(102 + 16 * count, list.encode().length());
    assertEquals(list, DeviceList.parse(list.encode()));
    list.requireSignedBy(ALICE.card());
  }

  @Test
  void holdsItsDevicesAndNoOther() {
    assertTrue(TWO.holds(IDS.get(0)) && TWO.holds(IDS.get(1)));
    assertFalse(TWO.holds(IDS.get(2)));
  }

  @Test
  void isNeverIssuedEmptyOrTooLong() {
    assertThrows(IllegalArgumentException.class, () -> DeviceList.issue(ALICE, List.of(), 0, NOW));
    List<DeviceId> nine =
        IntStream.rangeClosed(1, 9).mapToObj(seed -> DeviceId.random(new Random(seed))).toList();
    assertThrows(IllegalArgumentException.class, () -> DeviceList.issue(ALICE, nine, 0, NOW));
  }

  @Test
  void S118_refusesAWrongLayoutCountOrOrder() {
    Bytes bytes = TWO.encode();
    assertRefused(bytes.slice(0, bytes.length() - 1));
    assertRefused(Bytes.concat(bytes, Bytes.of(0)));
    assertRefused(Bytes.EMPTY);
    assertRefused(replaced(bytes, 0, 2));
    assertRefused(replaced(bytes, 37, 0));
    assertRefused(replaced(bytes, 37, 1));
    assertRefused(Bytes.concat(replaced(bytes, 37, 9), Bytes.zero(7 * 16)));
    Bytes first = bytes.slice(38, 54);
    Bytes second = bytes.slice(54, 70);
    assertRefused(replaced(bytes, 38, Bytes.concat(second, first)));
    assertRefused(replaced(bytes, 38, Bytes.concat(first, first)));
  }

  private static void assertRefused(Bytes bytes) {
    assertRejected(S118_DEVICE_LIST, () -> DeviceList.parse(bytes));
  }

  @Test
  void S118_refusesAListOfAnotherCardOrWithAnotherSignature() throws Exception {
    assertRejected(S118_DEVICE_LIST, () -> TWO.requireSignedBy(BOB.card()));
    var stranger =
        new Identity(ALICE.card(), MALLORY.sign(), ALICE.dh(), ALICE.es256(), ALICE.mldsa65());
    DeviceList forged = DeviceList.issue(stranger, IDS.subList(0, 2), 0, NOW);
    assertRejected(S118_DEVICE_LIST, () -> forged.requireSignedBy(ALICE.card()));
    var renamed =
        new Identity(BOB.card(), ALICE.sign(), ALICE.dh(), ALICE.es256(), ALICE.mldsa65());
    DeviceList misnamed = DeviceList.issue(renamed, IDS.subList(0, 2), 0, NOW);
    assertRejected(S118_DEVICE_LIST, () -> misnamed.requireSignedBy(ALICE.card()));
    DeviceList changed = DeviceList.parse(flipped(TWO.encode(), 36));
    assertRejected(S118_DEVICE_LIST, () -> changed.requireSignedBy(ALICE.card()));
  }

  @Test
  void S118_refusesTheSameNumberWithOtherBytes() throws Exception {
    DeviceList newer = DeviceList.issue(ALICE, IDS.subList(1, 2), TWO.serial(), NOW);
    assertSame(newer, TWO.newerOf(newer));
    assertSame(newer, newer.newerOf(TWO));
    assertEquals(TWO, TWO.newerOf(TWO));
    DeviceList twin = DeviceList.issue(ALICE, IDS.subList(1, 3), 0, NOW);
    assertRejected(S118_DEVICE_LIST, () -> TWO.newerOf(twin));
  }

  @Test
  void S118_refusesAListDuringALinkThatIsNotNewer() throws Exception {
    DeviceList newer = DeviceList.issue(ALICE, IDS.subList(1, 2), TWO.serial(), NOW);
    newer.requireAfter(TWO);
    assertRejected(S118_DEVICE_LIST, () -> TWO.requireAfter(TWO));
    assertRejected(S118_DEVICE_LIST, () -> TWO.requireAfter(newer));
  }
}
