package dev.pli.core.store;

import dev.pli.core.disk.PrivateFiles;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The second factor « clé du cabinet »: a small text file on a stick that stays out of the
/// machine.
///
/// ```
/// PLI-KEY-1
/// base64url( id 16 ‖ secret 32 ‖ SHA-256(id ‖ secret), first 4 bytes )
/// ```
///
/// Only `secret` is mixed into the key; `id` tells the wrong file before the passphrase is tried.
/// docs/spec/vault.md V123.
public record KeyFile(Bytes id, Secret secret) {
  private static final String FIRST_LINE = "PLI-KEY-1";
  private static final int ID_BYTES = 16;
  private static final int SECRET_BYTES = 32;
  private static final int SUM_BYTES = 4;
  private static final int SECRET_END = ID_BYTES + SECRET_BYTES;

  /// Both lines with their ends, and room for an editor's carriage returns.
  private static final int MAX_FILE_BYTES = 128;

  public static KeyFile draw(RandomGenerator random) {
    return new KeyFile(
        Secret.random(ID_BYTES, random).reveal(), Secret.random(SECRET_BYTES, random));
  }

  /// Reads one; what is not a key file is the wrong key file.
  public static KeyFile read(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_FILE_BYTES) {
      throw new VaultException.WrongKeyFile();
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    return parse(text).orElseThrow(VaultException.WrongKeyFile::new);
  }

  static Optional<KeyFile> parse(String text) {
    String[] lines = text.strip().split("\\R");
    if (lines.length != 2 || !lines[0].equals(FIRST_LINE)) {
      return Optional.empty();
    }
    try {
      return decode(Bytes.copyOf(Base64.getUrlDecoder().decode(lines[1])));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<KeyFile> decode(Bytes bytes) {
    if (bytes.length() != SECRET_END + SUM_BYTES) {
      return Optional.empty();
    }
    Bytes body = bytes.slice(0, SECRET_END);
    return bytes.slice(SECRET_END, bytes.length()).equals(sum(body))
        ? Optional.of(
            new KeyFile(body.slice(0, ID_BYTES), Secret.copyOf(body.slice(ID_BYTES, SECRET_END))))
        : Optional.empty();
  }

  private static Bytes sum(Bytes body) {
    return Hash.sha256(body).slice(0, SUM_BYTES);
  }

  /// Writes it as a new file that its owner alone can read, for good: without it no vault that
  /// wants it opens again.
  public void write(Path file) throws IOException {
    PrivateFiles.writeForGood(file, Bytes.ascii(text()));
  }

  /// Whether a key file there would lie on the vault's own disk: then whoever takes one has both.
  public static boolean isBesideVault(Path file, Path vault) throws IOException {
    return Files.getFileStore(existing(file)).equals(Files.getFileStore(existing(vault)));
  }

  private static Path existing(Path path) {
    Path at = path.toAbsolutePath();
    while (!Files.exists(at) && at.getParent() != null) {
      at = at.getParent();
    }
    return at;
  }

  String text() {
    Bytes body = Bytes.concat(id, secret.reveal());
    String encoded =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(Bytes.concat(body, sum(body)).toArray());
    return FIRST_LINE + "\n" + encoded + "\n";
  }
}
