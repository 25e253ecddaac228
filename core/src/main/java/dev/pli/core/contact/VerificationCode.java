package dev.pli.core.contact;

import static dev.pli.core.contact.ContactRule.S122_VERIFICATION_CODE;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.core.identity.Fingerprint;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Base64Url;
import dev.pli.crypto.primitive.Bytes;

/// The text behind the QR that one person shows and the other scans when they meet: who shows it,
/// and to whom.
///
/// `pliv:` and base64url of `ver = 1 ‖ FP of the shower ‖ FP of the scanner`, made for one contact.
/// docs/spec/identity.md §4.
public record VerificationCode(Fingerprint shower, Fingerprint scanner) {
  private static final String SCHEME = "pliv:";
  private static final int VERSION = 1;
  private static final int LENGTH_BYTES = 1 + 2 * Fingerprint.BYTES;

  /// Longest text that can be a code, so that nothing longer is decoded.
  private static final int MAX_CHARACTERS = SCHEME.length() + (LENGTH_BYTES * 4 + 2) / 3;

  public static VerificationCode parse(String text) throws RejectedException {
    String trimmed = text.strip();
    require(
        trimmed.length() <= MAX_CHARACTERS && trimmed.startsWith(SCHEME), S122_VERIFICATION_CODE);
    Bytes bytes = Base64Url.decode(trimmed.substring(SCHEME.length())).orElse(Bytes.EMPTY);
    require(bytes.length() == LENGTH_BYTES && bytes.at(0) == VERSION, S122_VERIFICATION_CODE);
    return new VerificationCode(
        new Fingerprint(bytes.slice(1, 33)), new Fingerprint(bytes.slice(33, LENGTH_BYTES)));
  }

  public String text() {
    return SCHEME
        + Base64Url.encode(Bytes.concat(Bytes.of(VERSION), shower.value(), scanner.value()));
  }

  /// Refuses a code that is not the contact's, shown to this person.
  public void requireBetween(Fingerprint contact, Fingerprint own) throws RejectedException {
    require(shower.equals(contact) && scanner.equals(own), S122_VERIFICATION_CODE);
  }
}
