package dev.pli.transport.autonat;

import static dev.pli.core.address.AddressRule.T115_TOO_MANY;
import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.autonat.ReachabilityRule.T854_DIAL_DATA;
import static dev.pli.transport.wire.WireRule.T006_FIELD;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.wire.ProtobufReader;
import dev.pli.transport.wire.ProtobufWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One message of `/libp2p/autonat/2/dial-request`.
///
/// ```
///  dialRequest=1 { addrs=1 repeated; nonce=2 fixed64 }     client: dial one of these, and say this there
///  dialResponse=2 { status=1; addrIdx=2; dialStatus=3 }    server: what came of it, for which
///  dialDataRequest=3 { addrIdx=1; numBytes=2 }             server: another IP costs so many bytes first
///  dialDataResponse=4 { data=1 }                           client: 4 096 of them at most
/// ```
///
/// Source: libp2p/specs `autonat/autonat-v2`; docs/spec/transport.md §10.
sealed interface AutonatMessage {
  int MAX_BYTES = 8 << 10;
  int MAX_ADDRESSES = 64;
  int MAX_DATA_BYTES = 4_096;

  /// `addresses` as they came: the answer names one by its place, whatever the others are.
  record DialRequest(List<Bytes> addresses, long nonce) implements AutonatMessage {
    public DialRequest {
      addresses = List.copyOf(addresses);
    }
  }

  record DialResponse(Status status, int address, DialStatus dialStatus)
      implements AutonatMessage {}

  record DialDataRequest(int address, long bytes) implements AutonatMessage {}

  record DialDataResponse(Bytes data) implements AutonatMessage {}

  /// What became of a request.
  enum Status {
    INTERNAL_ERROR(0),
    REJECTED(100),
    DIAL_REFUSED(101),
    OK(200);

    private final int number;

    Status(int number) {
      this.number = number;
    }
  }

  /// What became of the dial, behind [Status#OK].
  enum DialStatus {
    UNUSED(0),
    DIAL_ERROR(100),
    DIAL_BACK_ERROR(101),
    OK(200);

    private final int number;

    DialStatus(int number) {
      this.number = number;
    }
  }

  /// The message, without its length.
  default Bytes encode() {
    return switch (this) {
      case DialRequest(var addresses, var nonce) -> {
        var body = new ProtobufWriter();
        addresses.forEach(address -> body.bytes(1, address));
        yield wrap(1, body.fixed64(2, nonce));
      }
      case DialResponse(var status, var address, var dialStatus) ->
          wrap(
              2,
              new ProtobufWriter()
                  .number(1, status.number)
                  .number(2, address)
                  .number(3, dialStatus.number));
      case DialDataRequest(var address, var bytes) ->
          wrap(3, new ProtobufWriter().number(1, address).number(2, bytes));
      case DialDataResponse(var data) -> wrap(4, new ProtobufWriter().bytes(1, data));
    };
  }

  private static Bytes wrap(int field, ProtobufWriter body) {
    return new ProtobufWriter().bytes(field, body.encode()).encode();
  }

  /// Rules T005, T006, T115, T854.
  static AutonatMessage parse(Bytes message) throws RejectedException {
    Optional<AutonatMessage> parsed = Optional.empty();
    var reader = new ProtobufReader(message);
    for (int field = reader.next(); field != 0; field = reader.next()) {
      if (field >= 1 && field <= 4) {
        parsed = Optional.of(body(field, new ProtobufReader(reader.bytes())));
      }
    }
    require(parsed.isPresent(), T006_FIELD);
    return parsed.orElseThrow();
  }

  private static AutonatMessage body(int kind, ProtobufReader body) throws RejectedException {
    var addresses = new ArrayList<Bytes>();
    Bytes data = Bytes.EMPTY;
    long[] numbers = new long[4]; // Absent is 0, as Protobuf 3 has it.
    for (int field = body.next(); field != 0; field = body.next()) {
      if (kind == 1 && field == 1) {
        require(addresses.size() < MAX_ADDRESSES, T115_TOO_MANY);
        addresses.add(body.bytes());
      } else if (kind == 1 && field == 2) {
        numbers[2] = body.fixed64();
      } else if (kind == 4 && field == 1) {
        data = body.bytes();
        require(data.length() <= MAX_DATA_BYTES, T854_DIAL_DATA);
      } else if ((kind == 2 || kind == 3) && field <= 3) {
        numbers[field] = body.number();
      }
    }
    return switch (kind) {
      case 1 -> new DialRequest(addresses, numbers[2]);
      case 2 -> new DialResponse(status(numbers[1]), place(numbers[2]), dialStatus(numbers[3]));
      case 3 -> new DialDataRequest(place(numbers[1]), numbers[2]);
      default -> new DialDataResponse(data);
    };
  }

  private static int place(long number) throws RejectedException {
    require(number < MAX_ADDRESSES, T115_TOO_MANY);
    return (int) number;
  }

  private static Status status(long number) throws RejectedException {
    var found = Arrays.stream(Status.values()).filter(s -> s.number == number).findFirst();
    require(found.isPresent(), T006_FIELD);
    return found.orElseThrow();
  }

  private static DialStatus dialStatus(long number) throws RejectedException {
    var found = Arrays.stream(DialStatus.values()).filter(s -> s.number == number).findFirst();
    require(found.isPresent(), T006_FIELD);
    return found.orElseThrow();
  }
}
