package dev.pli.core.contact;

import static dev.pli.core.contact.ContactRule.S201_LINK_TEXT;
import static dev.pli.core.contact.ContactRule.S202_LINK_CHECKSUM;
import static dev.pli.core.contact.ContactRule.S203_LINK_VERSION;
import static dev.pli.core.contact.ContactRule.S204_LINK_EXPIRY;
import static dev.pli.core.contact.ContactRule.S205_LINK_ADDRESS;
import static dev.pli.core.contact.ContactRule.S207_LINK_OWN;
import static dev.pli.core.contact.ContactRule.S208_LINK_TRAILING;
import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.session.SessionRule.S001_LAYOUT;
import static dev.pli.crypto.session.SessionRule.S003_BASE64URL;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.identity.Fingerprint;
import dev.pli.core.layout.FieldReader;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Base64Url;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Hmac;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.session.Psk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// A link that lets one person, once, become a correspondent: who invites, where to reach the
/// device, and a secret that both then share.
///
/// ```
///  ver flags | FP 32 | host key 32 | secret 32 | expiry u64 | n, n x (len, multiaddr) | checksum 4
/// ```
///
/// `ver` = 1, `flags` = 0, n = 0..8; the text is `pli:` and base64url of all that. Opening a link
/// connects to nobody. docs/spec/invitation.md §5.
public record Invitation(
    Fingerprint inviter, PeerId host, Secret secret, Instant expiry, List<Multiaddr> addresses) {
  public static final Duration DEFAULT_VALIDITY = Duration.ofDays(7);
  public static final Duration MAX_VALIDITY = Duration.ofDays(31);

  private static final String SCHEME = "pli:";
  private static final int VERSION = 1;
  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 16;
  private static final int CHECKSUM_BYTES = 4;
  private static final String CHECKSUM_LABEL = "pli/1 link";
  private static final Bytes ID_LABEL = Bytes.ascii("pli/1 inv id");
  private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]*");

  /// Fixed by the spec: what a QR code still holds.
  private static final int MAX_CHARACTERS = 1_024;

  public static final int MAX_ADDRESSES = 8;
  public static final int MAX_ADDRESS_BYTES = 64;

  public Invitation {
    addresses = List.copyOf(addresses);
    if (addresses.size() > MAX_ADDRESSES) {
      throw new IllegalArgumentException("an invitation with " + addresses.size() + " addresses");
    }
  }

  /// A new invitation with a fresh secret.
  public static Invitation issue(
      Fingerprint inviter,
      PeerId host,
      List<Multiaddr> addresses,
      Instant expiry,
      RandomGenerator random) {
    Secret secret = Secret.random(KEY_BYTES, random);
    return new Invitation(
        inviter, host, secret, Instant.ofEpochMilli(expiry.toEpochMilli()), addresses);
  }

  /// Reads a link that a person was given, at `now`.
  public static Invitation parse(String text, Instant now) throws RejectedException {
    Invitation invitation = parse(decode(text));
    require(
        invitation.expiry.isAfter(now) && !invitation.expiry.isAfter(now.plus(MAX_VALIDITY)),
        S204_LINK_EXPIRY);
    return invitation;
  }

  private static Bytes decode(String text) throws RejectedException {
    require(text.length() <= MAX_CHARACTERS, S201_LINK_TEXT);
    String trimmed = text.strip();
    require(trimmed.startsWith(SCHEME), S201_LINK_TEXT);
    String encoded = trimmed.substring(SCHEME.length());
    require(BASE64URL.matcher(encoded).matches(), S201_LINK_TEXT);
    Optional<Bytes> bytes = Base64Url.decode(encoded);
    require(bytes.isPresent(), S003_BASE64URL);
    return bytes.orElseThrow();
  }

  /// Reads the bytes behind a link, whatever their expiry: the inviter's own, from its vault.
  public static Invitation parse(Bytes bytes) throws RejectedException {
    int end = Math.max(0, bytes.length() - CHECKSUM_BYTES);
    Bytes content = bytes.slice(0, end);
    require(checksum(content).equals(bytes.slice(end, bytes.length())), S202_LINK_CHECKSUM);
    var fields = new FieldReader(content, S001_LAYOUT);
    require(fields.u8() == VERSION && fields.u8() == 0, S203_LINK_VERSION);
    var inviter = new Fingerprint(fields.bytes(Fingerprint.BYTES));
    PeerId host = PeerId.of(fields.bytes(KEY_BYTES));
    Secret secret = Secret.copyOf(fields.bytes(KEY_BYTES));
    Instant expiry = Instant.ofEpochMilli(fields.u64());
    List<Multiaddr> addresses = readAddresses(fields);
    require(fields.rest().isEmpty(), S208_LINK_TRAILING);
    return new Invitation(inviter, host, secret, expiry, addresses);
  }

  private static List<Multiaddr> readAddresses(FieldReader fields) throws RejectedException {
    int count = fields.u8();
    require(count <= MAX_ADDRESSES, S205_LINK_ADDRESS);
    var addresses = new ArrayList<Multiaddr>();
    for (int i = 0; i < count; i++) {
      int length = fields.u8();
      require(length >= 1 && length <= MAX_ADDRESS_BYTES, S205_LINK_ADDRESS);
      addresses.add(readAddress(fields.bytes(length)));
    }
    return addresses;
  }

  private static Multiaddr readAddress(Bytes bytes) throws RejectedException {
    try {
      Multiaddr address = Multiaddr.parse(bytes);
      require(address.dialled().target().isEmpty(), S205_LINK_ADDRESS); // The link names one host.
      return address;
    } catch (RejectedException e) {
      throw new RejectedException(S205_LINK_ADDRESS);
    }
  }

  private static Bytes checksum(Bytes content) {
    return Hash.labelled(CHECKSUM_LABEL, content).slice(0, CHECKSUM_BYTES);
  }

  public Bytes encode() {
    var parts = new ArrayList<Bytes>();
    parts.add(Bytes.of(VERSION, 0));
    parts.add(inviter.value());
    parts.add(host.publicKey());
    parts.add(secret.reveal());
    parts.add(Bytes.u64(expiry.toEpochMilli()));
    parts.add(Bytes.of(addresses.size()));
    for (Multiaddr address : addresses) {
      Bytes encoded = address.encode();
      parts.add(Bytes.of(encoded.length()));
      parts.add(encoded);
    }
    Bytes content = Bytes.concat(parts.toArray(Bytes[]::new));
    return Bytes.concat(content, checksum(content));
  }

  /// The whole `pli:` text, as link, QR code and file have it. It holds the secret.
  public String text() {
    return SCHEME + Base64Url.encode(encode());
  }

  /// What the guest names the invitation by, 16 bytes.
  public Bytes id() {
    return Hmac.mac(secret, ID_LABEL).slice(0, ID_BYTES);
  }

  /// The pre-shared key of the pairing's handshake.
  public Secret psk() {
    return Psk.ofInvitation(secret);
  }

  /// Refuses the reader's own invitation.
  public void requireNotOwn(Fingerprint own) throws RejectedException {
    require(!inviter.equals(own), S207_LINK_OWN);
  }

  /// Neither the secret nor where the inviter lives.
  @Override
  public String toString() {
    return "Invitation[until " + expiry + "]";
  }
}
