package dev.pli.cli;

import dev.pli.core.identity.Language;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Properties;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// What `--help` and the manual say, from `help_fr.properties` and `help_en.properties`.
final class HelpTexts {
  private HelpTexts() {}

  /// Gives `grammar` the words of one language.
  static CommandLine speak(CommandLine grammar, Language language) {
    return grammar.setResourceBundle(bundle(language));
  }

  static ResourceBundle bundle(Language language) {
    String name = "help_" + language.code() + ".properties";
    try (var stream = HelpTexts.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("no bundle " + name);
      }
      var texts = new Properties();
      texts.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
      return new Bundle(texts);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name, e);
    }
  }

  /// Texts as picocli asks for them.
  private static final class Bundle extends ResourceBundle {
    private final Properties texts;

    private Bundle(Properties texts) {
      this.texts = texts;
    }

    @Override
    protected @Nullable Object handleGetObject(String key) {
      return texts.getProperty(key);
    }

    @Override
    public Enumeration<String> getKeys() {
      return Collections.enumeration(texts.stringPropertyNames());
    }
  }
}
