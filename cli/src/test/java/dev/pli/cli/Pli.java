package dev.pli.cli;

import dev.pli.cli.desk.Surroundings;
import dev.pli.cli.desk.Surroundings.Terminals;
import dev.pli.cli.vault.RefusedException;
import dev.pli.cli.vault.VaultMaker;
import dev.pli.core.identity.Language;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Office;
import dev.pli.transport.local.SocketPlace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.Callable;

/// `pli` in this process, on a folder of its own, with vaults in memory: each run is one command.
final class Pli {
  final Path folder;
  final Path vault;
  final Map<String, String> environment = new HashMap<>();
  final FakeOffice office;
  String in = "";
  Terminals terminals = Terminals.NONE;
  boolean busy;
  boolean broken;

  /// What others do to the disk while a vault is made.
  Callable<?> meanwhile = () -> "";

  /// What a command left behind.
  record Run(int exit, String out, String err) {}

  Pli(Path folder) throws IOException {
    this.folder = folder.toRealPath();
    this.vault = this.folder.resolve("data/pli");
    this.office = new FakeOffice(vault.toString());
    environment.put("XDG_DATA_HOME", this.folder.resolve("data").toString());
    environment.put("LANG", "fr_FR.UTF-8");
  }

  /// Makes the vault's header, so that there is one, and a passphrase file that opens it.
  Pli withVault() throws IOException {
    Files.createDirectories(vault);
    Files.createFile(vault.resolve("vault.pli"));
    passphrase(FakeOffice.PASSPHRASE);
    return this;
  }

  void passphrase(String text) throws IOException {
    Path file = folder.resolve("passphrase");
    Files.writeString(file, text + "\nsecond line\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    environment.put("PLI_PASSPHRASE_FILE", file.toString());
  }

  Run run(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exit =
        new Program(surroundings(new PrintStream(out, true, StandardCharsets.UTF_8), err))
            .run(List.of(arguments));
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Surroundings surroundings(PrintStream out, ByteArrayOutputStream err) {
    return new Surroundings(
        new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
        out,
        new PrintStream(err, true, StandardCharsets.UTF_8),
        terminals,
        environment,
        folder.resolve("home"),
        new SocketPlace.Environment(Optional.empty(), folder, "tester"),
        InstantSource.fixed(FakeOffice.NOW),
        TimeZone.getTimeZone("Europe/Paris"),
        Duration.ofMillis(200),
        this::node,
        this::maker,
        _ -> {
          throw new IOException("no processes in this test");
        });
  }

  /// The office locks itself when it is closed, as a node does that ends.
  private Office node(Path path, String socket) throws RefusedException {
    if (broken) {
      throw new IllegalStateException("planned");
    }
    if (busy) {
      throw new RefusedException(ErrorCode.VAULT_BUSY);
    }
    return office;
  }

  /// Makes a folder with an empty header; a passphrase with fewer than three words is weak.
  private VaultMaker maker() {
    return new VaultMaker() {
      @Override
      public String propose(Language language) {
        return FakeOffice.PASSPHRASE;
      }

      @Override
      public Made make(Order order) throws IOException, RefusedException {
        if (order.passphrase().reveal().utf8().split(" ").length < 3) {
          throw new RefusedException(ErrorCode.WEAK_PASSPHRASE);
        }
        Files.createDirectories(order.vault());
        Files.createFile(order.vault().resolve("vault.pli"));
        happen();
        var words = new ArrayList<String>();
        for (int i = 1; i <= 24; i++) {
          words.add("mot" + i);
        }
        return new Made(
            FakeOffice.FINGERPRINT, FakeOffice.DEVICE, FakeOffice.NOW, 88, String.join(" ", words));
      }
    };
  }

  private void happen() throws IOException {
    try {
      meanwhile.call();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  String write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
