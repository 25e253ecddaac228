package dev.pli.transport.record;

import static dev.pli.core.address.RecordRule.T601_ENVELOPE_SIZE;
import static dev.pli.core.address.RecordRule.T602_PAYLOAD_TYPE;
import static dev.pli.core.address.RecordRule.T603_SIGNATURE;
import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.wire.WireRule.T006_FIELD;

import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Ed25519;
import dev.pli.transport.wire.ProtobufReader;
import dev.pli.transport.wire.ProtobufWriter;
import dev.pli.transport.wire.Varint;
import java.util.Optional;

/// A payload that a host key has signed.
///
/// ```
///  public_key=1 · payload_type=2 · payload=3 · signature=5
///  signed: lp(domain) ‖ lp(payload_type) ‖ lp(payload)          lp(x) = uvarint length ‖ x
/// ```
///
/// What was signed is verified as it came and never encoded anew. Source: libp2p/specs RFC 0002;
/// docs/spec/transport.md §7.
public record Envelope(PeerId signer, Bytes payload) {
  /// Chosen by us: ten times what a device with the most addresses needs.
  public static final int MAX_BYTES = 8 << 10;

  /// A new envelope, as it is sent.
  public static Bytes seal(Ed25519.KeyPair hostKey, EnvelopeKind kind, Bytes payload) {
    return new ProtobufWriter()
        .bytes(1, PeerId.of(hostKey.publicKey()).keyProtobuf())
        .bytes(2, kind.payloadType())
        .bytes(3, payload)
        .bytes(5, Ed25519.sign(hostKey.seed(), signed(kind, payload)))
        .encode();
  }

  /// Reads one that came, and finds its signature true. Rules T601, T602, T603; T005, T006; T101 to
  /// T103 about the key.
  public static Envelope open(Bytes bytes, EnvelopeKind kind) throws RejectedException {
    require(bytes.length() <= MAX_BYTES, T601_ENVELOPE_SIZE);
    var fields = new Fields();
    fields.read(bytes);
    PeerId signer = PeerId.ofKeyProtobuf(present(fields.key));
    require(present(fields.type).equals(kind.payloadType()), T602_PAYLOAD_TYPE);
    Bytes payload = present(fields.payload);
    require(
        Ed25519.verify(signer.publicKey(), signed(kind, payload), present(fields.signature)),
        T603_SIGNATURE);
    return new Envelope(signer, payload);
  }

  private static Bytes present(Optional<Bytes> field) throws RejectedException {
    require(field.isPresent(), T006_FIELD);
    return field.orElseThrow();
  }

  private static Bytes signed(EnvelopeKind kind, Bytes payload) {
    return Bytes.concat(prefixed(kind.domain()), prefixed(kind.payloadType()), prefixed(payload));
  }

  private static Bytes prefixed(Bytes bytes) {
    return Bytes.concat(Varint.encode(bytes.length()), bytes);
  }

  private static final class Fields {
    private Optional<Bytes> key = Optional.empty();
    private Optional<Bytes> type = Optional.empty();
    private Optional<Bytes> payload = Optional.empty();
    private Optional<Bytes> signature = Optional.empty();

    void read(Bytes bytes) throws RejectedException {
      var reader = new ProtobufReader(bytes);
      for (int field = reader.next(); field != 0; field = reader.next()) {
        switch (field) {
          case 1 -> key = Optional.of(reader.bytes());
          case 2 -> type = Optional.of(reader.bytes());
          case 3 -> payload = Optional.of(reader.bytes());
          case 5 -> signature = Optional.of(reader.bytes());
          default -> {} // Unknown to us: passed over.
        }
      }
    }
  }
}
