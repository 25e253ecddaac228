package dev.pli.core.address;

import static dev.pli.core.address.AddressRule.T101_KEY_TYPE;
import static dev.pli.core.address.AddressRule.T102_KEY_POINT;
import static dev.pli.core.address.AddressRule.T103_KEY_FORM;
import static dev.pli.core.address.AddressRule.T104_PEER_ID;
import static dev.pli.core.address.AddressRule.T105_PEER_ID_TEXT;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Ed25519;

/// One device's Ed25519 host key, in libp2p's form: the identity multihash of the key's Protobuf.
///
/// ```
///  0   1   2              6         38
///  +---+---+--------------+---------+
///  | 00  24 | 08 01 12 20 | key     |
///  +---+---+--------------+---------+
/// ```
///
/// It is named in the device's certificate and is never a person's identity. Ordered as unsigned
/// bytes. Source: libp2p/specs `peer-ids`; docs/spec/transport.md §2.
public record PeerId(Bytes multihash) implements Comparable<PeerId> {
  // Fixed by the specification.
  static final int KEY_BYTES = 32;
  static final int KEY_PROTOBUF_BYTES = 36;
  static final int MULTIHASH_BYTES = 38;

  /// Longest key that is its own hash.
  static final int MAX_IDENTITY_BYTES = 42;

  private static final Bytes KEY_PROTOBUF_HEAD = Bytes.of(0x08, 0x01, 0x12, 0x20);
  private static final Bytes MULTIHASH_HEAD = Bytes.of(0x00, KEY_PROTOBUF_BYTES);
  private static final Bytes CID_HEAD = Bytes.of(0x01, 0x72);
  private static final int SHA256_CODE = 0x12;
  private static final int SHA256_BYTES = 32;

  // Chosen by us: a PeerId has 52 characters in base58 and 65 as a CID behind its `b`.
  private static final int MAX_TEXT_CHARACTERS = 64;

  public PeerId {
    var head = Bytes.concat(MULTIHASH_HEAD, KEY_PROTOBUF_HEAD);
    if (multihash.length() != MULTIHASH_BYTES || !multihash.slice(0, head.length()).equals(head)) {
      throw new IllegalArgumentException("expected the identity multihash of an Ed25519 key");
    }
  }

  /// The device whose host key is these 32 bytes. Whether they are a usable point is the business
  /// of [#ofKeyProtobuf].
  public static PeerId of(Bytes ed25519PublicKey) {
    return new PeerId(Bytes.concat(MULTIHASH_HEAD, KEY_PROTOBUF_HEAD, ed25519PublicKey));
  }

  /// The device whose host key a peer sent as a public-key Protobuf. Rules T101, T102, T103.
  public static PeerId ofKeyProtobuf(Bytes key) throws RejectedException {
    requireKeyForm(key, T103_KEY_FORM);
    Bytes point = key.slice(KEY_PROTOBUF_HEAD.length(), KEY_PROTOBUF_BYTES);
    require(Ed25519.isValidPublicKey(point), T102_KEY_POINT);
    return of(point);
  }

  /// The multihash as bytes. Rules T104, and T101 for a device with a key of another type.
  public static PeerId parse(Bytes multihash) throws RejectedException {
    requireMultihash(multihash);
    require(multihash.at(0) == 0, T101_KEY_TYPE);
    requireKeyForm(multihash.slice(MULTIHASH_HEAD.length(), multihash.length()), T104_PEER_ID);
    return new PeerId(multihash);
  }

  /// Base58btc (`12D3KooW…`), or a CIDv1 in base32 (`bafz…`). Rules T105, T104, T101.
  public static PeerId parse(String text) throws RejectedException {
    return parse(parseMultihash(text));
  }

  /// The multihash in a PeerId's text, of any key type.
  static Bytes parseMultihash(String text) throws RejectedException {
    boolean isCid = text.startsWith("b");
    require(text.length() - (isCid ? 1 : 0) <= MAX_TEXT_CHARACTERS, T105_PEER_ID_TEXT);
    if (!isCid) {
      return BaseText.parse58(text);
    }
    Bytes cid = BaseText.parse32(text.substring(1));
    require(cid.length() > 2 && cid.slice(0, 2).equals(CID_HEAD), T105_PEER_ID_TEXT);
    return cid.slice(2, cid.length());
  }

  /// Either multihash that libp2p knows, whole and of its exact length.
  static void requireMultihash(Bytes hash) throws RejectedException {
    require(hash.length() > 2 && hash.length() == 2 + hash.at(1), T104_PEER_ID);
    switch (hash.at(0)) {
      case 0 -> require(hash.at(1) <= MAX_IDENTITY_BYTES, T104_PEER_ID);
      case SHA256_CODE -> require(hash.at(1) == SHA256_BYTES, T104_PEER_ID);
      default -> throw new RejectedException(T104_PEER_ID);
    }
  }

  private static void requireKeyForm(Bytes key, AddressRule form) throws RejectedException {
    require(key.length() > 4 && key.at(0) == 0x08, form);
    require(key.at(1) == 0x01, key.at(1) <= 3 ? T101_KEY_TYPE : form);
    require(key.at(2) == 0x12, form);
    require(key.at(3) == KEY_BYTES || key.length() != 4 + key.at(3), T102_KEY_POINT);
    require(key.length() == KEY_PROTOBUF_BYTES && key.at(3) == KEY_BYTES, form);
  }

  /// The 32 bytes of the Ed25519 host key.
  public Bytes publicKey() {
    return multihash.slice(MULTIHASH_BYTES - KEY_BYTES, MULTIHASH_BYTES);
  }

  /// The host key as libp2p's public-key Protobuf, 36 bytes.
  public Bytes keyProtobuf() {
    return multihash.slice(MULTIHASH_HEAD.length(), MULTIHASH_BYTES);
  }

  /// `12D3KooW…`, 52 characters.
  public String text() {
    return BaseText.encode58(multihash);
  }

  @Override
  public int compareTo(PeerId other) {
    return multihash.compareTo(other.multihash);
  }

  @Override
  public String toString() {
    return text();
  }
}
