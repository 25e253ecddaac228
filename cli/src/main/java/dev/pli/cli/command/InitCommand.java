package dev.pli.cli.command;

import dev.pli.cli.desk.CliCommand;
import dev.pli.cli.desk.Desk;
import dev.pli.cli.vault.RefusedException;
import dev.pli.cli.vault.VaultMaker;
import dev.pli.cli.words.Words;
import dev.pli.core.disk.PrivateFiles;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Result;
import dev.pli.core.store.KeyFile;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `init`: a new vault and a new identity.
@Command(name = "init")
public final class InitCommand implements CliCommand {
  private static final Map<String, String> PROFILES =
      Map.ofEntries(
          Map.entry("lawyer", "lawyer"),
          Map.entry("avocat", "lawyer"),
          Map.entry("doctor", "doctor"),
          Map.entry("medecin", "doctor"),
          Map.entry("psychologist", "psychologist"),
          Map.entry("psychologue", "psychologist"),
          Map.entry("accountant", "accountant"),
          Map.entry("expert-comptable", "accountant"),
          Map.entry("other", "other"),
          Map.entry("autre", "other"));

  /// How often a person may type the passphrase until both times are the same.
  private static final int TRIES = 3;

  @Option(
      names = {"--profile", "--profil"},
      paramLabel = "PROFILE",
      defaultValue = "other")
  private String profile = "other";

  @Option(names = "--recovery-file", paramLabel = "FILE")
  private @Nullable String recoveryFile;

  @Override
  public int run(Desk desk) throws IOException, RefusedException {
    String known = Optional.ofNullable(PROFILES.get(plain(profile))).orElse("");
    if (known.isEmpty()) {
      throw desk.usage("usage.value", profile, "--profile");
    }
    Path vault = desk.offices().vault();
    if (Files.exists(vault, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(vault)) {
      throw new RefusedException(ErrorCode.VAULT_EXISTS, vault.toString());
    }
    Optional<Path> recovery = recovery(desk);
    if (known.equals("doctor")) {
      desk.console().notice(desk.words().say("init.doctor"));
    }
    Optional<Path> keyFile = desk.offices().keyring().keyFile();
    if (keyFile.isPresent() && KeyFile.isBesideVault(keyFile.get(), vault)) {
      desk.console().notice(desk.words().say("init.key_beside"));
    }
    var order =
        new VaultMaker.Order(
            vault,
            desk.words().language(),
            known,
            passphrase(desk),
            desk.offices().keyring().keyFile());
    Result.Initialised result = make(desk, order, recovery);
    return desk.tell(new Answer.Done(result), Result.Initialised.class, (r, _) -> tell(desk, r));
  }

  /// The place for the words is taken first, so that no vault is made whose words cannot be kept.
  private static Result.Initialised make(Desk desk, VaultMaker.Order order, Optional<Path> recovery)
      throws IOException, RefusedException {
    if (recovery.isPresent()) {
      PrivateFiles.writeForGood(recovery.get(), Bytes.EMPTY);
    }
    VaultMaker.Made made;
    try {
      made = desk.surroundings().vaultMaker().get().make(order);
    } catch (IOException | RefusedException | RuntimeException e) {
      if (recovery.isPresent()) {
        Files.deleteIfExists(recovery.get());
      }
      throw e;
    }
    if (recovery.isEmpty()) {
      showRecovery(desk, made.recoveryWords());
      return made.shown(order, Optional.empty());
    }
    return kept(desk, order, made, recovery.get());
  }

  /// Writes the words. Where that fails a person gets to see them; without one the vault goes.
  private static Result.Initialised kept(
      Desk desk, VaultMaker.Order order, VaultMaker.Made made, Path recovery)
      throws IOException, RefusedException {
    try {
      PrivateFiles.fill(recovery, Bytes.utf8(made.recoveryWords() + "\n"));
      return made.shown(order, Optional.of(recovery.toString()));
    } catch (IOException e) {
      desk.console().detail(e.toString());
      if (desk.person().isThere()) {
        desk.console().error(desk.words().say("init.recovery_unwritten", recovery.toString()));
        showRecovery(desk, made.recoveryWords());
        return made.shown(order, Optional.empty());
      }
      desk.surroundings().vaultMaker().get().unmake(order.vault());
      throw new RefusedException(
          Problem.said(ErrorCode.IO_ERROR, desk.words().say("init.unmade", recovery.toString())));
    }
  }

  /// In lower case and without accents: `Médecin` is `medecin`.
  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT);
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (var entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  /// Where the recovery words go, looked at before the vault is made. Without a person to read them
  /// they need a file.
  private Optional<Path> recovery(Desk desk) throws RefusedException {
    if (recoveryFile == null) {
      if (!desk.person().isThere()) {
        throw desk.usage("usage.missing", "--recovery-file");
      }
      return Optional.empty();
    }
    Path file = desk.path(recoveryFile);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new RefusedException(ErrorCode.FILE_EXISTS, file.toString());
    }
    Path folder = file.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new RefusedException(ErrorCode.FILE_NOT_FOUND, String.valueOf(folder));
    }
    if (!Files.isWritable(folder)) {
      throw new RefusedException(ErrorCode.IO_ERROR, folder.toString());
    }
    return Optional.of(file);
  }

  private static Secret passphrase(Desk desk) throws IOException, RefusedException {
    Optional<Secret> filed = desk.offices().keyring().filed();
    if (filed.isPresent()) {
      return filed.get();
    }
    if (!desk.person().isThere()) {
      throw new RefusedException(ErrorCode.PASSPHRASE_REQUIRED);
    }
    Words words = desk.words();
    String proposed = desk.surroundings().vaultMaker().get().propose(words.language());
    desk.console().error(words.say("init.proposed", proposed));
    for (int tries = 0; tries < TRIES; tries++) {
      String first = asked(desk, "init.passphrase");
      String chosen = first.isBlank() ? proposed : first;
      if (asked(desk, "init.again").strip().equals(chosen.strip())) {
        return Secret.copyOf(Bytes.utf8(chosen));
      }
      desk.console().error(words.say("init.differs"));
    }
    throw new RefusedException(ErrorCode.PASSPHRASE_REQUIRED);
  }

  private static String asked(Desk desk, String key) throws RefusedException {
    return desk.person()
        .secret(desk.words().say(key))
        .orElseThrow(() -> new RefusedException(ErrorCode.PASSPHRASE_REQUIRED));
  }

  /// Twenty-four words, numbered, six a line, on the screen and nowhere else.
  private static void showRecovery(Desk desk, String recoveryWords) {
    String[] all = recoveryWords.split(" ");
    var line = new StringBuilder(desk.words().say("init.recovery"));
    for (int i = 0; i < all.length; i++) {
      line.append(i % 6 == 0 ? "\n  " : "  ").append(i + 1).append(' ').append(all[i]);
    }
    desk.console().error(line.toString());
    desk.person().line(desk.words().say("init.recovery_noted"));
  }

  private static void tell(Desk desk, Result.Initialised made) {
    desk.say("init.created", made.vault());
    desk.say("init.fingerprint", Words.fingerprint(made.fingerprint()));
    made.recoveryFile().ifPresent(file -> desk.say("init.recovery_file", file));
  }
}
