package dev.pli.cli.vault;

import dev.pli.cli.terminal.Person;
import dev.pli.cli.words.Words;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Request.Credentials;
import dev.pli.crypto.primitive.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// What opens a vault, from where the user keeps it: the passphrase from a file, else from the
/// person; the key file as a path, which the node reads.
///
/// Reads or asks once, and only when asked for.
public final class Keyring {
  private final Optional<Path> passphraseFile;
  private final Optional<Path> keyFile;
  private final Person person;
  private final Words words;

  public Keyring(
      Optional<Path> passphraseFile, Optional<Path> keyFile, Person person, Words words) {
    this.passphraseFile = passphraseFile;
    this.keyFile = keyFile;
    this.person = person;
    this.words = words;
  }

  public Optional<Path> keyFile() {
    return keyFile;
  }

  public boolean hasPassphraseFile() {
    return passphraseFile.isPresent();
  }

  /// The passphrase in the file, if one was named.
  public Optional<Secret> filed() throws IOException, RefusedException {
    return passphraseFile.isPresent()
        ? Optional.of(PassphraseFile.read(passphraseFile.get()))
        : Optional.empty();
  }

  /// What opens the vault. Refused with `passphrase_required` when there is neither a file nor a
  /// person, or the person gives none.
  public Credentials credentials() throws IOException, RefusedException {
    Optional<Secret> filed = filed();
    Secret passphrase = filed.isPresent() ? filed.get() : typed();
    return new Credentials(passphrase, keyFile.map(file -> file.toAbsolutePath().toString()));
  }

  private Secret typed() throws RefusedException {
    return person
        .secret(words.say("ask.passphrase"))
        .map(PassphraseFile::typed)
        .orElseThrow(() -> new RefusedException(ErrorCode.PASSPHRASE_REQUIRED));
  }
}
