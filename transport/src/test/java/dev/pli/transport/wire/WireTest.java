package dev.pli.transport.wire;

import static dev.pli.transport.wire.Rejections.assertRejected;
import static dev.pli.transport.wire.WireRule.T001_VARINT_NOT_MINIMAL;
import static dev.pli.transport.wire.WireRule.T002_VARINT_TOO_LONG;
import static dev.pli.transport.wire.WireRule.T003_TRUNCATED;
import static dev.pli.transport.wire.WireRule.T004_MESSAGE_TOO_LONG;
import static dev.pli.transport.wire.WireRule.T005_PROTOBUF;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.crypto.primitive.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
  @ParameterizedTest
  @CsvSource({
    "0,00",
    "1,01",
    "127,7f",
    "128,8001",
    "300,ac02",
    "9223372036854775807,ffffffffffffffff7f"
  })
  void numbersRoundTrip(long value, String hex) throws Exception {
    assertEquals(Bytes.hex(hex), Varint.encode(value));
    assertEquals(value, Varint.read(Bytes.hex(hex).buffer()));
  }

  @Test
  void T001_lastGroupZero() {
    assertRejected(T001_VARINT_NOT_MINIMAL, () -> Varint.read(Bytes.hex("8000").buffer()));
    assertRejected(T001_VARINT_NOT_MINIMAL, () -> feed("8100"));
  }

  @Test
  void T002_tenGroups() {
    assertRejected(T002_VARINT_TOO_LONG, () -> Varint.read(Bytes.hex("80".repeat(9)).buffer()));
    assertRejected(T002_VARINT_TOO_LONG, () -> feed("ff".repeat(9) + "01"));
  }

  @Test
  void T003_endInsideAMessage() throws Exception {
    for (String cut : List.of("80", "02", "0261")) {
      var decoder = new MessageDecoder(10);
      decoder.feed(Bytes.hex(cut).buffer());
      assertRejected(T003_TRUNCATED, decoder::end);
    }
    assertRejected(T003_TRUNCATED, () -> Varint.read(Bytes.hex("80").buffer()));
  }

  @Test
  void T004_lengthOverTheLimitFromTheLengthAlone() {
    assertRejected(T004_MESSAGE_TOO_LONG, () -> feed("0b"));
    assertRejected(T004_MESSAGE_TOO_LONG, () -> feed("ffffffffffffffff7f"));
  }

  @Test
  void cutsMessagesFedByteByByte() throws Exception {
    var decoder = new MessageDecoder(10);
    var messages = new ArrayList<Bytes>();
    Bytes stream = Bytes.hex("02 6162 00 01 63");
    for (int i = 0; i < stream.length(); i++) {
      messages.addAll(decoder.feed(stream.slice(i, i + 1).buffer()));
    }
    decoder.end();
    assertEquals(List.of(Bytes.hex("6162"), Bytes.EMPTY, Bytes.hex("63")), messages);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "02", // Field 0.
        "0b",
        "0c", // A group.
        "0e",
        "0f", // Wire types 6 and 7.
        "0a05 6162", // Runs over the end.
        "0a",
        "08",
        "09 00",
        "0d 00",
        "88",
        "0affffffff0f",
      })
  void T005_malformedProtobuf(String hex) {
    assertRejected(T005_PROTOBUF, () -> readAll(Bytes.hex(hex)));
  }

  @Test
  void T005_fieldOfAnotherType() throws Exception {
    var reader = new ProtobufReader(Bytes.hex("0801"));
    assertEquals(1, reader.next());
    assertRejected(T005_PROTOBUF, reader::bytes);
  }

  @Test
  void T004_orTheRuleOfTheProtocol() {
    var decoder = new MessageDecoder(4, T005_PROTOBUF);
    assertRejected(T005_PROTOBUF, () -> decoder.feed(Bytes.hex("05").buffer()));
  }

  @Test
  void writesNumbersAsUvarints() {
    assertEquals(Bytes.hex("08ac02"), new ProtobufWriter().number(1, 300).encode());
  }

  @Test
  void fixedNumbersAreLittleEndian() throws Exception {
    Bytes message = new ProtobufWriter().fixed64(2, 0x0102030405060708L).encode();
    assertEquals(Bytes.hex("11 0807060504030201"), message);
    var reader = new ProtobufReader(message);
    assertEquals(2, reader.next());
    assertEquals(0x0102030405060708L, reader.fixed64());
    assertRejected(T005_PROTOBUF, reader::fixed64);
  }

  @Test
  void passesOverWhatItDoesNotKnow() throws Exception {
    var reader =
        new ProtobufReader(Bytes.hex("08ac02 11 0102030405060708 1a0161 25 01020304 2a0162"));
    var fields = new ArrayList<Integer>();
    Bytes last = Bytes.EMPTY;
    for (int field = reader.next(); field != 0; field = reader.next()) {
      fields.add(field);
      last = field == 5 ? reader.bytes() : last;
    }
    assertEquals(List.of(1, 2, 3, 4, 5), fields);
    assertEquals(Bytes.ascii("b"), last);
  }

  @Test
  void writesWhatItReads() throws Exception {
    Bytes message = new ProtobufWriter().text(1, "a").bytes(16, Bytes.hex("ff")).encode();
    assertEquals(Bytes.hex("0a0161 820101ff"), message);
  }

  private static void feed(String hex) throws Exception {
    new MessageDecoder(10).feed(Bytes.hex(hex).buffer());
  }

  private static void readAll(Bytes message) throws Exception {
    var reader = new ProtobufReader(message);
    while (reader.next() != 0) {
      // Each call passes over the field before.
    }
  }
}
