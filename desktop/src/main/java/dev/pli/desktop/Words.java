package dev.pli.desktop;

import dev.pli.core.office.Typography;
import java.util.Locale;
import java.util.ResourceBundle;

/// The texts of the window in one language: French where the system speaks it, English elsewhere.
record Words(ResourceBundle bundle) {
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  static Words of(Locale locale) {
    Locale language =
        locale.getLanguage().equals(Locale.FRENCH.getLanguage()) ? Locale.FRENCH : Locale.ENGLISH;
    return new Words(ResourceBundle.getBundle("dev.pli.desktop.window", language, NO_FALLBACK));
  }

  String text(String key) {
    String text = bundle.getString(key);
    return bundle.getLocale().equals(Locale.FRENCH) ? Typography.french(text) : text;
  }
}
