package dev.pli.core.identity;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.session.SessionRule.S308_PAYLOAD;
import static dev.pli.crypto.session.SessionRule.S309_FINGERPRINT;

import dev.pli.core.layout.FieldReader;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.session.Purpose;
import java.time.Instant;
import java.util.Optional;

/// The fields that both payloads of a [HandshakePayload] share.
final class PayloadLayout {
  private static final int VERSION = 1;
  static final int RESPONDER = 2;
  static final int INITIATOR = 3;
  static final int NO_PSK = 1;

  private PayloadLayout() {}

  static Bytes encode(HandshakePayload payload) {
    return switch (payload) {
      case HandshakePayload.Reply(var introduction, var hasNoPsk) ->
          Bytes.concat(Bytes.of(VERSION, RESPONDER, hasNoPsk ? NO_PSK : 0), encode(introduction));
      case HandshakePayload.Proof(var introduction, var to, var mark) ->
          Bytes.concat(
              Bytes.of(VERSION, INITIATOR, 0), encode(introduction), to.value(), mark.encode());
    };
  }

  private static Bytes encode(Introduction introduction) {
    return Bytes.concat(
        sized(introduction.card().map(Card::encode).orElse(Bytes.EMPTY)),
        introduction.fingerprint().value(),
        introduction.certificate().encode(),
        sized(introduction.devices().encode()),
        introduction.versions().encode(),
        introduction.limits().encode(),
        Bytes.u64(introduction.incarnation()));
  }

  private static Bytes sized(Bytes field) {
    return Bytes.concat(Bytes.of(field.length() >> Byte.SIZE, field.length()), field);
  }

  /// Reads `pv`, `role` and `flags`, and returns the flags.
  static int readHead(FieldReader fields, int role) throws RejectedException {
    require(fields.u8() == VERSION && fields.u8() == role, S308_PAYLOAD);
    return fields.u8();
  }

  static Introduction readIntroduction(FieldReader fields, Purpose purpose, Instant now)
      throws RejectedException {
    Optional<Card> card = readCard(fields, purpose, now);
    var fingerprint = new Fingerprint(fields.bytes(Fingerprint.BYTES));
    require(card.isEmpty() || card.get().fingerprint().equals(fingerprint), S309_FINGERPRINT);
    var certificate = DeviceCertificate.parse(fields.bytes(DeviceCertificate.BYTES));
    require(certificate.fingerprint().equals(fingerprint), S309_FINGERPRINT);
    var devices = DeviceList.parse(fields.bytes(fields.u16()));
    require(devices.fingerprint().equals(fingerprint), S309_FINGERPRINT);
    Versions versions = Versions.read(fields);
    var limits = new Limits(fields.u64(), fields.u64(), fields.u16(), fields.u16());
    return new Introduction(
        card, fingerprint, certificate, devices, versions, limits, fields.u64());
  }

  private static Optional<Card> readCard(FieldReader fields, Purpose purpose, Instant now)
      throws RejectedException {
    int expected = purpose == Purpose.PAIR ? Card.BYTES : 0;
    require(fields.u16() == expected, S308_PAYLOAD);
    return expected == 0 ? Optional.empty() : Optional.of(Card.parse(fields.bytes(expected), now));
  }
}
