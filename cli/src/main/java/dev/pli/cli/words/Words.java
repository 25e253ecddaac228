package dev.pli.cli.words;

import dev.pli.core.identity.Language;
import dev.pli.core.office.View;
import dev.pli.transport.local.Sentences;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;

/// The words of the terminal in one language and one time zone: the sentences of docs/cli.md, and
/// how dates, sizes and fingerprints are written in them.
public final class Words {
  /// Decimal units, as files are sold and shown: a kilobyte is a thousand bytes.
  private static final int UNIT_STEP = 1000;

  private static final int FINGERPRINT_GROUP = 4;
  private static final int DIGITS_GROUP = 5;

  private final Sentences sentences;
  private final TimeZone zone;

  private Words(Sentences sentences, TimeZone zone) {
    this.sentences = sentences;
    this.zone = zone;
  }

  public static Words of(Language language, TimeZone zone) {
    return new Words(Sentences.in(language).with(Words.class, "texts"), zone);
  }

  /// French if the name of a locale starts with `fr`, English otherwise.
  public static Language languageOf(String locale) {
    return locale.regionMatches(true, 0, "fr", 0, 2) ? Language.FRENCH : Language.ENGLISH;
  }

  public Language language() {
    return sentences.language();
  }

  public Sentences sentences() {
    return sentences;
  }

  public String say(String key, Object... arguments) {
    return sentences.say(key, arguments);
  }

  /// `22 novembre 2026`, `22 November 2026`.
  public String day(Instant instant) {
    LocalDate day = local(instant).toLocalDate();
    String month = say("months").split(" ")[day.getMonthValue() - 1];
    String number =
        day.getDayOfMonth() == 1 ? say("date.first") : Integer.toString(day.getDayOfMonth());
    return number + " " + month + " " + day.getYear();
  }

  /// `18 h 12`, `18:12`.
  public String time(Instant instant) {
    OffsetDateTime time = local(instant);
    return say("date.time", hour(time), two(time.getMinute()));
  }

  /// `18 h 12 min 31 s`, `18:12:31`.
  public String timeWithSeconds(Instant instant) {
    OffsetDateTime time = local(instant);
    return say("date.time_with_seconds", hour(time), two(time.getMinute()), two(time.getSecond()));
  }

  /// Inside a sentence: `22 novembre 2026 à 18 h 12`, `22 November 2026 at 18:12`.
  public String moment(Instant instant) {
    return say("date.moment", day(instant), time(instant));
  }

  /// In a list: `22 novembre 2026, 18 h 12`.
  public String listed(Instant instant) {
    return day(instant) + ", " + time(instant);
  }

  /// The time alone if it was today, else the day as well: `9 h 02`.
  public String since(Instant instant, Instant now) {
    boolean today = local(instant).toLocalDate().equals(local(now).toLocalDate());
    return today ? time(instant) : say("date.since", day(instant), time(instant));
  }

  /// By the older class of the JDK: the newer one looks through every jar for rules of its own,
  /// which takes longer than all else that `status` does.
  private OffsetDateTime local(Instant instant) {
    int millis = zone.getOffset(instant.toEpochMilli());
    return instant.atOffset(ZoneOffset.ofTotalSeconds(millis / 1000));
  }

  /// English times have two digits for the hour, French ones have not.
  private String hour(OffsetDateTime time) {
    return language() == Language.FRENCH ? Integer.toString(time.getHour()) : two(time.getHour());
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }

  /// `412 Mo`, `1,0 Go`: cut and never rounded up, so that what is shown is there.
  public String size(long bytes) {
    if (bytes < UNIT_STEP) {
      return say("size.bytes", bytes);
    }
    List<String> units = List.of(say("size.units").split(" "));
    long unit = UNIT_STEP;
    int index = 0;
    while (bytes / unit >= UNIT_STEP && index < units.size() - 1) {
      unit *= UNIT_STEP;
      index++;
    }
    long whole = bytes / unit;
    String number =
        whole >= 10 ? say("number", whole) : whole + say("size.point") + bytes % unit * 10 / unit;
    return number + " " + units.get(index);
  }

  /// `1 073 741 824 octets`.
  public String exactSize(long bytes) {
    return say("size.bytes", bytes);
  }

  /// In groups of four, as people compare it.
  public static String fingerprint(String hex) {
    return grouped(hex, FINGERPRINT_GROUP);
  }

  /// In groups of five, as people read them out.
  public static String digits(String digits) {
    return grouped(digits, DIGITS_GROUP);
  }

  private static String grouped(String text, int length) {
    return text.replaceAll("(.{" + length + "})(?=.)", "$1 ");
  }

  /// The check words of the reader's language.
  public List<String> checkWords(List<String> french, List<String> english) {
    return language() == Language.FRENCH ? french : english;
  }

  /// `vérifié de vive voix`.
  public String verification(String state) {
    return say("verification." + state);
  }

  /// `en attente`, `remis`: the word of a pli's state.
  public String state(View.Pli pli) {
    return say("state." + pli.state());
  }

  /// `réseau local`; a dash where no route is known.
  public String route(Optional<String> path) {
    return path.map(p -> say("route." + p)).orElse("–");
  }

  /// ` (réseau local)`, or nothing.
  public String routeInBrackets(Optional<String> path) {
    return path.map(p -> " (" + say("route." + p) + ")").orElse("");
  }
}
