package dev.pli.core.frame;

import static dev.pli.core.frame.FrameRule.S002_PROTOBUF;
import static dev.pli.crypto.RejectedException.require;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.pli.core.conversation.PliId;
import dev.pli.core.frame.wire.Wire;
import dev.pli.core.identity.DeviceId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.statement.StatementVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns an [Envelope] into the Protobuf body of a record, and back.
///
/// Strict: what a second reader could read otherwise breaks S002. Encoding the same envelope again
/// gives the same bytes. docs/spec/frames.md §12.1.
public final class FrameCodec {
  /// A record's largest body (docs/spec/session.md §9).
  public static final int MAX_BODY_BYTES = 16_379;

  /// Fixed by the spec: a manifest and 64 parts.
  private static final int MAX_BLOBS = 65;

  private static final int KEY_BYTES = 32;
  private static final int SID_BYTES = 32;

  private FrameCodec() {}

  /// The body of the record; an envelope over [#MAX_BODY_BYTES] is refused before it is queued.
  public static Bytes encode(Envelope envelope) {
    Wire.Envelope.Builder wire =
        Wire.Envelope.newBuilder()
            .setDevice(bytes(envelope.device().value()))
            .setIncarnation(envelope.incarnation())
            .setSeq(envelope.seq())
            .setSentAt(envelope.sentAt().toEpochMilli());
    put(envelope.frame(), wire);
    return serialized(wire.build());
  }

  private static void put(Frame frame, Wire.Envelope.Builder wire) {
    switch (frame) {
      case Frame.Offer offer -> wire.setOffer(wire(offer));
      case Frame.Stored(var pli) -> wire.setStored(bytes(pli.value()));
      case Frame.StatementFrame(var statement, var key) -> {
        wire.setStatement(bytes(statement));
        key.ifPresent(secret -> wire.setKey(bytes(secret.reveal())));
      }
      case Frame.EpochCert(var statement) -> wire.setEpochCert(bytes(statement));
      case Frame.AgreementText(var text) -> wire.setAgreementText(bytes(text));
      case Frame.AgreementPropose(var payload) -> wire.setAgreementPropose(bytes(payload));
      case Frame.AgreementSigned(var statement) -> wire.setAgreementSigned(bytes(statement));
      case Frame.AgreementDeclined(var sid) -> wire.setAgreementDeclined(bytes(sid));
      case Frame.ReceiptNok(var sid, var code) -> wire.setReceiptNok(wire(sid, code));
      case Frame.OfferNok(var pli, var code) -> wire.setOfferNok(wire(pli.value(), code));
      case Frame.Devices(var list) -> wire.setDevices(bytes(list));
      case Frame.CarryKeyFrame(var key) -> wire.setCarryKey(bytes(key));
      case Frame.Unknown() -> {} // Has no body that we could send.
    }
  }

  private static Wire.Offer wire(Frame.Offer offer) {
    Wire.Offer.Builder wire = Wire.Offer.newBuilder().setPayload(bytes(offer.payload()));
    offer.key().ifPresent(key -> wire.setKey(bytes(key.reveal())));
    for (OfferedBlob blob : offer.blobs()) {
      wire.addBlobs(
          Wire.Blob.newBuilder()
              .setLength(blob.sealedBytes())
              .setCt(bytes(blob.ct()))
              .setInline(bytes(blob.inline())));
    }
    offer.wishes().replaces().ifPresent(pli -> wire.setReplaces(bytes(pli.value())));
    return wire.setNoForward(offer.wishes().noForward()).build();
  }

  private static Wire.Nok wire(Bytes id, int code) {
    return Wire.Nok.newBuilder().setId(bytes(id)).setCode(code).build();
  }

  private static ByteString bytes(Bytes bytes) {
    return ByteString.copyFrom(bytes.buffer());
  }

  private static Bytes serialized(Wire.Envelope message) {
    var array = new byte[message.getSerializedSize()];
    CodedOutputStream output = CodedOutputStream.newInstance(array);
    output.useDeterministicSerialization();
    try {
      message.writeTo(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // An array of the right size takes it all.
    }
    return Bytes.copyOf(array);
  }

  /// Reads the body of an ENVELOPE record.
  public static Envelope parse(Bytes body) throws RejectedException {
    require(body.length() <= MAX_BODY_BYTES, S002_PROTOBUF);
    WireScan.ENVELOPE.check(body);
    Wire.Envelope wire = decoded(body);
    var device = new DeviceId(exactly(wire.getDevice(), DeviceId.BYTES));
    Frame frame = frame(wire);
    require(wire.getKey().isEmpty() || frame instanceof Frame.StatementFrame, S002_PROTOBUF);
    Instant sentAt = Instant.ofEpochMilli(wire.getSentAt());
    return new Envelope(device, wire.getIncarnation(), wire.getSeq(), sentAt, frame);
  }

  private static Wire.Envelope decoded(Bytes body) throws RejectedException {
    try {
      return Wire.Envelope.parseFrom(body.buffer());
    } catch (InvalidProtocolBufferException e) {
      throw new RejectedException(S002_PROTOBUF);
    }
  }

  private static Frame frame(Wire.Envelope wire) throws RejectedException {
    return switch (wire.getBodyCase()) {
      case OFFER -> offer(wire.getOffer());
      case STORED -> new Frame.Stored(pliId(wire.getStored()));
      case STATEMENT -> statement(copy(wire.getStatement()), wire.getKey());
      case EPOCH_CERT -> new Frame.EpochCert(copy(wire.getEpochCert()));
      case AGREEMENT_TEXT -> new Frame.AgreementText(copy(wire.getAgreementText()));
      case AGREEMENT_PROPOSE -> new Frame.AgreementPropose(copy(wire.getAgreementPropose()));
      case AGREEMENT_SIGNED -> new Frame.AgreementSigned(copy(wire.getAgreementSigned()));
      case AGREEMENT_DECLINED ->
          new Frame.AgreementDeclined(exactly(wire.getAgreementDeclined(), SID_BYTES));
      case RECEIPT_NOK -> receiptNok(wire.getReceiptNok());
      case OFFER_NOK ->
          new Frame.OfferNok(pliId(wire.getOfferNok().getId()), wire.getOfferNok().getCode());
      case DEVICES -> new Frame.Devices(copy(wire.getDevices()));
      case CARRY_KEY -> new Frame.CarryKeyFrame(copy(wire.getCarryKey()));
      case BODY_NOT_SET -> new Frame.Unknown();
    };
  }

  private static Frame offer(Wire.Offer wire) throws RejectedException {
    require(wire.getBlobsCount() <= MAX_BLOBS, S002_PROTOBUF);
    List<OfferedBlob> blobs = new ArrayList<>();
    for (Wire.Blob blob : wire.getBlobsList()) {
      Bytes ct = exactly(blob.getCt(), OfferedBlob.CT_BYTES);
      blobs.add(new OfferedBlob(blob.getLength(), ct, copy(blob.getInline())));
    }
    return new Frame.Offer(copy(wire.getPayload()), key(wire.getKey()), blobs, wishes(wire));
  }

  private static Frame.Wishes wishes(Wire.Offer wire) throws RejectedException {
    Optional<PliId> replaces =
        wire.getReplaces().isEmpty() ? Optional.empty() : Optional.of(pliId(wire.getReplaces()));
    return new Frame.Wishes(replaces, wire.getNoForward());
  }

  /// The key of a pli travels beside its signed release, always and nowhere else.
  private static Frame statement(Bytes statement, ByteString key) throws RejectedException {
    require(key.isEmpty() != isRelease(statement), S002_PROTOBUF);
    return new Frame.StatementFrame(statement, key(key));
  }

  private static boolean isRelease(Bytes statement) {
    try {
      return StatementVerifier.read(statement).type().equals("release");
    } catch (RejectedException e) {
      return false; // Not a statement: it is refused where statements are judged.
    }
  }

  private static Frame receiptNok(Wire.Nok wire) throws RejectedException {
    return new Frame.ReceiptNok(exactly(wire.getId(), SID_BYTES), wire.getCode());
  }

  private static PliId pliId(ByteString bytes) throws RejectedException {
    return new PliId(exactly(bytes, PliId.BYTES));
  }

  private static Optional<Secret> key(ByteString bytes) throws RejectedException {
    return bytes.isEmpty()
        ? Optional.empty()
        : Optional.of(Secret.copyOf(exactly(bytes, KEY_BYTES)));
  }

  private static Bytes exactly(ByteString bytes, int length) throws RejectedException {
    require(bytes.size() == length, S002_PROTOBUF);
    return copy(bytes);
  }

  private static Bytes copy(ByteString bytes) {
    return Bytes.copyOf(bytes.asReadOnlyByteBuffer());
  }
}
