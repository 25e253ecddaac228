package dev.pli.core.store;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pli.core.office.Request;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The door with what a person names: a passphrase, and a key file by its path.
class VaultDoorTest {
  @TempDir Path parent;
  private VaultFixture fixture;

  @BeforeEach
  void fixture() {
    fixture = new VaultFixture(parent);
  }

  private void create(Optional<KeyFile> file) throws IOException {
    var secret = new SlotSecret.Passphrase(Passphrases.canonical(typed()), file);
    var initial = new Samples(1).initial();
    VaultStore.create(
            fixture.folder,
            new Founding(secret, fixture.recovery, KdfCost.FLOOR, initial),
            fixture.around)
        .close();
  }

  private static Secret typed() {
    return Secret.copyOf(Bytes.utf8(VaultFixture.PASSPHRASE));
  }

  private Path file(String name, KeyFile key) throws IOException {
    Path file = parent.resolve(name);
    key.write(file);
    return file;
  }

  /// Opens, and opens again while it is open.
  private void open(Path keyFile) throws IOException {
    var credentials = new Request.Credentials(typed(), Optional.of(keyFile.toString()));
    try (var door = VaultDoor.take(fixture.folder, fixture.around);
        var store = door.open(credentials)) {
      door.reopen(store, credentials);
    }
  }

  @Test
  void aKeyFileIsIgnoredWhereNoSlotWantsOne() throws Exception {
    create(Optional.empty());
    open(file("some.plikey", KeyFile.draw(new Random(1))));
    open(parent.resolve("absent.plikey"));
  }

  @Test
  void aKeyFileIsTheRightOneWhereASlotWantsIt() throws Exception {
    KeyFile right = KeyFile.draw(new Random(1));
    create(Optional.of(right));
    open(file("right.plikey", right));
    Path wrong = file("wrong.plikey", KeyFile.draw(new Random(2)));
    for (Path named : new Path[] {wrong, parent.resolve("absent.plikey")}) {
      assertThrows(VaultException.WrongKeyFile.class, () -> open(named));
    }
  }
}
