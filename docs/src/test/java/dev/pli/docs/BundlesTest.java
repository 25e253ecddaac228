package dev.pli.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Every text of the interface stands in French and in English, with the same arguments.
class BundlesTest {
  private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)");

  @Test
  void bothLanguagesHoldTheSameKeysAndArguments() {
    List<Path> french = bundles("_fr.properties");
    assertFalse(french.isEmpty());
    for (Path bundle : french) {
      Path twin = Path.of(bundle.toString().replace("_fr.properties", "_en.properties"));
      assertEquals(shape(twin), shape(bundle), Checkout.name(bundle));
    }
    assertEquals(french.size(), bundles("_en.properties").size());
  }

  private static List<Path> bundles(String suffix) {
    return Checkout.files(suffix).stream()
        .filter(file -> file.toString().contains("main"))
        .toList();
  }

  /// Each key with the numbers of the arguments its text uses.
  private static TreeMap<String, String> shape(Path bundle) {
    var shape = new TreeMap<String, String>();
    properties(bundle).forEach((key, text) -> shape.put((String) key, arguments((String) text)));
    return shape;
  }

  private static Properties properties(Path bundle) {
    var properties = new Properties();
    try {
      properties.load(new StringReader(Checkout.text(bundle)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  private static String arguments(String text) {
    return ARGUMENT
        .matcher(text)
        .results()
        .map((MatchResult argument) -> argument.group(1))
        .collect(TreeSet<String>::new, TreeSet::add, TreeSet::addAll)
        .toString();
  }
}
