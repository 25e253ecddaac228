package dev.pli.bench.micro;

import dev.pli.core.Change;
import dev.pli.core.Self;
import dev.pli.core.Settings;
import dev.pli.core.identity.Identity;
import dev.pli.core.identity.Language;
import dev.pli.core.identity.Words;
import dev.pli.core.node.Clock;
import dev.pli.core.node.SystemClock;
import dev.pli.core.store.Founding;
import dev.pli.core.store.KdfCost;
import dev.pli.core.store.Opening;
import dev.pli.core.store.Passphrases;
import dev.pli.core.store.SlotSecret;
import dev.pli.core.store.Surroundings;
import dev.pli.core.store.VaultStore;
import dev.pli.crypto.primitive.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// One durable commit of a vault, of one row and of as many as a full batch has: how much a group
/// saves. In the folder it is started from, which should lie on a real disk.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class CommitBenchmark {
  @Param({"1", "64"})
  public int rows;

  private @Nullable VaultStore store;
  private @Nullable Path folder;
  private List<Change> changes = List.of();

  @Setup
  public void makeVault() throws IOException {
    var random = new SecureRandom();
    Clock clock = new SystemClock();
    Secret seed = Words.draw(Language.ENGLISH, random).seed64();
    Self self = Self.found(Identity.derive(seed, clock.now()), random, clock.now());
    var settings = new Change.SettingsSaved(Settings.initial("other", "en"));
    var founding =
        new Founding(
            new SlotSecret.Passphrase(Passphrases.draw(Language.ENGLISH, random), Optional.empty()),
            new SlotSecret.Recovery(seed),
            KdfCost.FLOOR,
            List.of(
                new Change.SelfSaved(self),
                settings,
                new Change.PseudonymKeySaved(Secret.random(32, random))));
    folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "commit-");
    var around = new Surroundings(clock, random);
    VaultStore.create(folder.resolve("vault"), founding, around).close();
    store =
        VaultStore.open(
            folder.resolve("vault"), founding.recovery(), around, Opening.Older.REFUSED);
    changes = Collections.nCopies(rows, settings);
  }

  @Benchmark
  public void commit() throws IOException {
    if (store != null) {
      store.commit(changes);
    }
  }

  @TearDown
  public void removeVault() throws IOException {
    if (store != null && folder != null) {
      store.close();
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
