package dev.pli.transport.local;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.Rule;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One JSON object on its way out or in: keys in order, and values of the kinds that the contract
/// has: text, integer, decimal, boolean, object, list, null. Times are text, RFC 3339 in UTC with
/// milliseconds.
///
/// Reading throws `L106_PARAMETERS` when a key is missing or of another kind, and remembers which
/// keys were read, for [#requireAllRead]. Not thread-safe.
final class Keys {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
  private static final Rule WRONG = RpcRule.L106_PARAMETERS;

  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
  private final Set<String> read = new HashSet<>();

  /// `value` is text, a number, a boolean, `Keys`, an `Instant`, a list of these, an `Optional` of
  /// these, or null.
  Keys put(String key, @Nullable Object value) {
    values.put(key, plain(value));
    return this;
  }

  /// As [#put], but an absent value leaves no key.
  Keys putPresent(String key, Optional<?> value) {
    return value.isPresent() ? put(key, value) : this;
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Optional<?> optional -> plain(optional.orElse(null));
      case Instant time -> TIME.format(time);
      case Integer number -> (long) number;
      case List<?> list -> {
        var plain = new ArrayList<@Nullable Object>(list.size());
        list.forEach(item -> plain.add(plain(item)));
        yield plain;
      }
      default -> value;
    };
  }

  /// All keys with their plain values, in order.
  Map<String, @Nullable Object> values() {
    return values;
  }

  int size() {
    return values.size();
  }

  /// True if the key is there and is not null.
  boolean has(String key) {
    return values.get(key) != null;
  }

  /// Whatever is there.
  @Nullable Object any(String key) {
    read.add(key);
    return values.get(key);
  }

  String text(String key) throws RejectedException {
    return value(key, String.class);
  }

  Optional<String> optionalText(String key) throws RejectedException {
    return isAbsent(key) ? Optional.empty() : Optional.of(text(key));
  }

  long integer(String key) throws RejectedException {
    return value(key, Long.class);
  }

  Optional<Long> optionalInteger(String key) throws RejectedException {
    return isAbsent(key) ? Optional.empty() : Optional.of(integer(key));
  }

  /// An integer from `low` to `high`, both included.
  int count(String key, int low, int high) throws RejectedException {
    long value = integer(key);
    RejectedException.require(value >= low && value <= high, WRONG);
    return (int) value;
  }

  int count(String key) throws RejectedException {
    return count(key, 0, Integer.MAX_VALUE);
  }

  /// A number with or without decimals.
  double decimal(String key) throws RejectedException {
    return value(key, Number.class).doubleValue();
  }

  boolean flag(String key) throws RejectedException {
    return value(key, Boolean.class);
  }

  /// False when the key is not there: an option that was not given.
  boolean option(String key) throws RejectedException {
    return !isAbsent(key) && flag(key);
  }

  Instant time(String key) throws RejectedException {
    try {
      return Instant.parse(text(key));
    } catch (DateTimeException _) {
      throw new RejectedException(WRONG);
    }
  }

  Optional<Instant> optionalTime(String key) throws RejectedException {
    return isAbsent(key) ? Optional.empty() : Optional.of(time(key));
  }

  Keys object(String key) throws RejectedException {
    return value(key, Keys.class);
  }

  Optional<Keys> optionalObject(String key) throws RejectedException {
    return isAbsent(key) ? Optional.empty() : Optional.of(object(key));
  }

  List<Keys> objects(String key) throws RejectedException {
    return items(key, Keys.class);
  }

  List<String> texts(String key) throws RejectedException {
    return items(key, String.class);
  }

  List<Instant> times(String key) throws RejectedException {
    var times = new ArrayList<Instant>();
    for (String text : texts(key)) {
      times.add(new Keys().put("time", text).time("time"));
    }
    return times;
  }

  List<Integer> counts(String key) throws RejectedException {
    var counts = new ArrayList<Integer>();
    for (Long number : items(key, Long.class)) {
      RejectedException.require(number >= 0 && number <= Integer.MAX_VALUE, WRONG);
      counts.add(number.intValue());
    }
    return counts;
  }

  /// An empty list when the key is not there: an option that was not given.
  List<String> optionTexts(String key) throws RejectedException {
    return isAbsent(key) ? List.of() : texts(key);
  }

  /// Refuses keys that nothing asked for.
  void requireAllRead() throws RejectedException {
    RejectedException.require(read.containsAll(values.keySet()), WRONG);
  }

  private boolean isAbsent(String key) {
    read.add(key);
    return !has(key);
  }

  private <T> T value(String key, Class<T> type) throws RejectedException {
    read.add(key);
    Object value = values.get(key);
    if (!type.isInstance(value)) {
      throw new RejectedException(WRONG);
    }
    return type.cast(value);
  }

  private <T> List<T> items(String key, Class<T> type) throws RejectedException {
    var items = new ArrayList<T>();
    for (Object item : value(key, List.class)) {
      if (!type.isInstance(item)) {
        throw new RejectedException(WRONG);
      }
      items.add(type.cast(item));
    }
    return items;
  }
}
