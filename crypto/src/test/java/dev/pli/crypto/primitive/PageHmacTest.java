package dev.pli.crypto.primitive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PageHmacTest {
  /// RFC 4231 test case 1.
  @Test
  void givesThePublishedCodeHoweverTheInputIsCut() {
    var hmac = new PageHmac(Secret.copyOf(Bytes.hex("0b".repeat(20))));
    Bytes expected =
        Bytes.hex(
            "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
                + "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854");
    assertEquals(expected, hmac.of(Bytes.ascii("Hi There").buffer()));
    assertEquals(expected, hmac.of(Bytes.ascii("Hi").buffer(), Bytes.ascii(" There").buffer()));
  }
}
