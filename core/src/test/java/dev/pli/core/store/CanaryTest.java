package dev.pli.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.pli.core.Change;
import dev.pli.core.Settings;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.contact.IssuedInvitation;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliState;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Hkdf;
import dev.pli.crypto.primitive.KeyWrap;
import dev.pli.crypto.primitive.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing of what a vault is told can be read from its folder, at any moment of its life.
class CanaryTest {
  @TempDir Path parent;
  private final Samples samples = new Samples(7);
  private final FolderSearch search = FolderSearch.ofPlainSqlite().word("Canari");

  private List<Change> telling() {
    var changes = new ArrayList<Change>();
    for (int i = 0; i < 20; i++) {
      Contact contact = samples.contact(ContactId.random(samples.random));
      changes.add(new Change.ContactSaved(contact));
      contact.counterpart().pairPsks().forEach(key -> search.key("a pairing key", key));
      Pli pli = samples.pli(samples.key(contact.id(), Direction.IN), PliState.RECEIVED, 2);
      changes.add(new Change.PliSaved(pli));
      search.key("a pli's key", pli.content().key());
      IssuedInvitation invitation = samples.invitation(samples.bytes(16));
      changes.add(new Change.InvitationSaved(invitation));
      invitation.secret().ifPresent(secret -> search.key("an invitation's secret", secret));
      changes.add(new Change.EpochSaved(samples.epoch()));
      changes.add(new Change.JournalWritten(samples.entry()));
    }
    changes.add(
        new Change.SettingsSaved(
            new Settings(
                "Canari",
                "fr",
                List.of("Canari"),
                1,
                List.of(Bytes.ascii("Canari")),
                Settings.DEFAULT_IDLE,
                Settings.DEFAULT_LOCK_AFTER,
                Optional.of("Canari"))));
    return changes;
  }

  @Test
  void C1_nothingIsReadableOpenClosedOrLocked() throws Exception {
    var fixture = new VaultFixture(parent);
    List<Change> initial = samples.initial();
    search.key("the identity's keys", samples.self().identity().privateKeys());
    search.key("the identity's first key", samples.self().identity().sign().seed());
    search.key("the host key", samples.self().device().hostKey().seed());
    search.word(VaultFixture.PASSPHRASE);
    search.key("the recovery seed", fixture.recovery.seed64());
    VaultStore store = fixture.create(initial);
    store.commit(telling());
    assertEquals(List.of(), search.hits(parent), "open");
    store.closeToReaders();
    assertEquals(List.of(), search.hits(parent), "closed");
    store.close();
    Vault vault = fixture.unlocked();
    search.key("the database's key", vault.databaseKey());
    search.key("the access key", vault.keys().accessKey());
    assertEquals(List.of(), search.hits(parent), "locked");
    vault.release();
    assertFalse(search.hits(planted()).isEmpty(), "the search finds what is there");
  }

  /// What the search must find, or it proves nothing.
  private Path planted() throws Exception {
    Path folder = Files.createDirectory(parent.resolve("planted"));
    return Files.writeString(folder.resolve("x"), "..Canari..").getParent();
  }

  @Test
  void V112_accessKeyAloneOpensNoContentAndNoPrivateKey() throws Exception {
    var fixture = new VaultFixture(parent);
    fixture.create(samples.initial()).close();
    Vault vault = fixture.unlocked();
    var frontOffice = List.of(vault.keys().accessKey().reveal(), vault.databaseKey().reveal());
    vault.release();
    for (Bytes known : frontOffice) {
      for (String label : List.of("pli/1 vault own", "pli/1 vault files")) {
        Secret derived = Hkdf.expand(Secret.copyOf(known), Bytes.ascii(label), 32);
        assertFalse(opensIdentity(fixture, derived), label);
      }
    }
  }

  private static boolean opensIdentity(VaultFixture fixture, Secret root) throws Exception {
    Vault vault = fixture.unlocked();
    var thread = new StoreThread();
    try {
      Bytes wrapped =
          thread.first(() -> {
            try (Database database = Database.open(vault.database(), vault.databaseKey())) {
              return database.first(Sql.OWN_KEY, row -> row.bytes(1), "identity").orElseThrow();
            }
          });
      return KeyWrap.unwrap(
              root,
              "pli/1 vault own",
              Hash.sha256(Bytes.ascii("identity")).slice(0, 16),
              vault.keys().vaultId(),
              wrapped)
          .isPresent();
    } finally {
      thread.close();
      vault.release();
    }
  }

  @Test
  void V148_sortsAndVacuumLeaveNothingInTheTemporaryFolder() throws Exception {
    Path system = Path.of(System.getProperty("java.io.tmpdir"));
    var fixture = new VaultFixture(parent);
    fixture.create(samples.initial()).close();
    Vault vault = fixture.unlocked();
    var thread = new StoreThread();
    try {
      thread.first(() -> {
        try (Database database = Database.open(vault.database(), vault.databaseKey())) {
          database.execute(
              "CREATE TEMP TABLE big AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL"
                  + " SELECT i + 1 FROM n WHERE i < 100000) SELECT i, hex(randomblob(40)) AS x FROM n");
          database.text("SELECT x FROM big ORDER BY x LIMIT 1");
          database.execute("VACUUM");
          return etilqs(system);
        }
      });
      assertEquals(List.of(), etilqs(system));
      assertEquals(List.of(), search.hits(parent));
    } finally {
      thread.close();
      vault.release();
    }
  }

  private static List<Path> etilqs(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith("etilqs")).toList();
    }
  }
}
