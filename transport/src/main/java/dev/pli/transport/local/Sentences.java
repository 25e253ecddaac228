package dev.pli.transport.local;

import dev.pli.core.identity.Language;
import dev.pli.core.office.Problem;
import dev.pli.core.office.View;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The sentences of one language, from one or more bundles: property files in UTF-8 named
/// `<base>_fr.properties` and `<base>_en.properties` beside a class.
///
/// In a sentence `{0}` is the first argument, and `{0|letter|letters}` the word that fits its
/// number: French counts 0 and 1 as one, English 1 alone. Numbers are grouped by thousands.
/// Sentences are shown with the signs of a keyboard, as they are written, so that what docs/cli.md
/// gives can be compared character for character. Thread-safe.
public final class Sentences {
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)(?:\\|([^|}]*)\\|([^|}]*))?}");

  /// The name of a rule of the specification, which no person should have to read.
  private static final Pattern RULE = Pattern.compile("[A-Z]\\d{3}_[A-Z0-9_]+");

  /// Read once: a server answers many requests in two languages.
  private static final Map<Language, Sentences> OWN = new ConcurrentHashMap<>();

  private final Language language;
  private final Properties texts;

  private Sentences(Language language, Properties texts) {
    this.language = language;
    this.texts = texts;
  }

  /// The sentences of this package: errors, checks and the rest of what JSON translates.
  public static Sentences in(Language language) {
    return OWN.computeIfAbsent(
        language, l -> new Sentences(l, new Properties()).with(Sentences.class, "sentences"));
  }

  /// These and those of the bundle `base` beside `anchor`.
  public Sentences with(Class<?> anchor, String base) {
    var all = new Properties();
    all.putAll(texts);
    String name = base + "_" + language.code() + ".properties";
    try (var stream = anchor.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalArgumentException("no bundle " + name);
      }
      all.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name, e);
    }
    return new Sentences(language, all);
  }

  public Language language() {
    return language;
  }

  public Set<String> keys() {
    return texts.stringPropertyNames();
  }

  public boolean has(String key) {
    return texts.containsKey(key);
  }

  /// The sentence `key`, its places filled with what came.
  public String say(String key, Object... arguments) {
    String pattern = texts.getProperty(key);
    if (pattern == null) {
      throw new IllegalArgumentException("no sentence " + key);
    }
    return PLACE.matcher(pattern).replaceAll(place -> fill(place, arguments));
  }

  /// What a check or another part of an answer says. A key without a sentence is said as it is,
  /// with its arguments: rather a bare word than no answer.
  public String say(View.Sentence sentence) {
    Object[] arguments = sentence.arguments().toArray();
    if (sentence.key().equals(View.Sentence.SAID)) {
      return String.valueOf(arguments[0]);
    }
    return has(sentence.key())
        ? say(sentence.key(), numbered(sentence.arguments()))
        : (sentence.key() + " " + String.join(" ", sentence.arguments())).strip();
  }

  /// What went wrong, then what to do: the sentence that uses as many of the arguments as there
  /// are.
  public String say(Problem problem) {
    return problem.said().orElseGet(() -> sayError(problem));
  }

  /// Numbers come as text, and are grouped like others.
  private static Object[] numbered(List<String> arguments) {
    return arguments.stream()
        .map(text -> text.matches("\\d{5,18}") ? Long.valueOf(text) : text)
        .toArray();
  }

  private String sayError(Problem problem) {
    String key = "error." + problem.code().json();
    List<String> arguments = problem.arguments();
    if (!arguments.isEmpty() && RULE.matcher(arguments.getFirst()).matches()) {
      String rule = key + "." + arguments.getFirst();
      return say(has(rule) ? rule : key + ".damaged");
    }
    for (int used = arguments.size(); used > 0; used--) {
      if (has(key + "." + used)) {
        return say(key + "." + used, arguments.toArray());
      }
    }
    return say(key);
  }

  private String fill(MatchResult place, Object[] arguments) {
    int index = place.group(1).charAt(0) - '0';
    Object argument = index < arguments.length ? arguments[index] : "…";
    String text = place.group(2) == null ? text(argument) : form(place, argument);
    return Matcher.quoteReplacement(text);
  }

  /// What is no number has no singular: a wrong argument spoils a sentence, never an answer.
  private String form(MatchResult place, Object argument) {
    boolean one = text(argument).equals("1");
    boolean none = text(argument).equals("0");
    return one || none && language == Language.FRENCH ? place.group(2) : place.group(3);
  }

  private String text(Object argument) {
    return argument instanceof Long || argument instanceof Integer
        ? grouped(((Number) argument).longValue())
        : String.valueOf(argument);
  }

  /// `1 073 741 824` and `1,073,741,824`.
  private String grouped(long number) {
    String english = String.format(Locale.ROOT, "%,d", number);
    return language == Language.FRENCH ? english.replace(',', ' ') : english;
  }
}
