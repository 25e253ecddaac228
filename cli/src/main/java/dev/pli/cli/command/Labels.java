package dev.pli.cli.command;

import dev.pli.cli.desk.Desk;
import dev.pli.cli.vault.RefusedException;
import java.text.Normalizer;

/// The rule for a label: 1 to 64 characters, no control characters, in NFC.
final class Labels {
  private static final int MAX_CHARACTERS = 64;

  private Labels() {}

  static String checked(Desk desk, String label) throws RefusedException {
    String composed = Normalizer.normalize(label.strip(), Normalizer.Form.NFC);
    long characters = composed.codePoints().count();
    boolean fits = characters >= 1 && characters <= MAX_CHARACTERS;
    if (!fits || composed.codePoints().anyMatch(Character::isISOControl)) {
      throw desk.usage("usage.label", MAX_CHARACTERS);
    }
    return composed;
  }
}
