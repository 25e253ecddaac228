package dev.pli.cli.vault;

import dev.pli.core.Change;
import dev.pli.core.Self;
import dev.pli.core.Settings;
import dev.pli.core.identity.Identity;
import dev.pli.core.identity.Language;
import dev.pli.core.identity.Words;
import dev.pli.core.node.Clock;
import dev.pli.core.node.OpeningException;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.store.Founding;
import dev.pli.core.store.KdfCost;
import dev.pli.core.store.KeyFile;
import dev.pli.core.store.Passphrases;
import dev.pli.core.store.SlotSecret;
import dev.pli.core.store.Surroundings;
import dev.pli.core.store.VaultStore;
import dev.pli.crypto.primitive.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Makes real vaults: a new identity from new words, behind a passphrase that measures up.
public record Founder(Clock clock, RandomGenerator random) implements VaultMaker {
  private static final int PSEUDONYM_KEY_BYTES = 32;

  @Override
  public String propose(Language language) {
    return Passphrases.draw(language, random).reveal().utf8();
  }

  @Override
  public Made make(Order order) throws IOException, RefusedException {
    Words words = Words.draw(order.language(), random);
    int bits =
        switch (Passphrases.judge(order.passphrase(), List.of(), words)) {
          case Passphrases.Verdict.Accepted(var worth) -> worth;
          case Passphrases.Verdict.Refused _ ->
              throw new RefusedException(ErrorCode.WEAK_PASSPHRASE);
        };
    Instant now = clock.now();
    Secret seed = words.seed64();
    Self self = Self.found(Identity.derive(seed, now), random, now);
    try {
      var founding =
          new Founding(
              new SlotSecret.Passphrase(Passphrases.canonical(order.passphrase()), keyFile(order)),
              new SlotSecret.Recovery(seed),
              KdfCost.calibrated(),
              List.of(
                  new Change.SelfSaved(self),
                  new Change.SettingsSaved(
                      Settings.initial(order.profile(), order.language().code())),
                  new Change.PseudonymKeySaved(Secret.random(PSEUDONYM_KEY_BYTES, random))));
      VaultStore.create(order.vault(), founding, new Surroundings(clock, random)).close();
    } catch (OpeningException e) {
      throw new RefusedException(e.problem());
    }
    return new Made(
        self.fingerprint().text(),
        self.peer().text(),
        self.identity().card().created(),
        bits,
        words.text());
  }

  /// The key file named, made if it is not there.
  private Optional<KeyFile> keyFile(Order order) throws IOException {
    if (order.keyFile().isEmpty()) {
      return Optional.empty();
    }
    Path file = order.keyFile().get();
    if (!Files.exists(file)) {
      KeyFile.draw(random).write(file);
    }
    return Optional.of(KeyFile.read(file));
  }
}
