package dev.pli.core.store;

import dev.pli.crypto.primitive.Secret;
import java.util.Optional;

/// What a person brings to open a vault.
public sealed interface SlotSecret {

  /// A passphrase in its canonical form ([Passphrases#canonical]), and the key file if there is
  /// one.
  record Passphrase(Secret canonical, Optional<KeyFile> file) implements SlotSecret {}

  /// The seed that the 24 recovery words stand for.
  record Recovery(Secret seed64) implements SlotSecret {}

  default KeySlot.Factors factors() {
    return switch (this) {
      case Passphrase(_, var file) ->
          file.isPresent() ? KeySlot.Factors.PASSPHRASE_AND_KEY_FILE : KeySlot.Factors.PASSPHRASE;
      case Recovery _ -> KeySlot.Factors.RECOVERY_WORDS;
    };
  }

  default Optional<KeyFile> keyFile() {
    return switch (this) {
      case Passphrase(_, var file) -> file;
      case Recovery _ -> Optional.empty();
    };
  }
}
