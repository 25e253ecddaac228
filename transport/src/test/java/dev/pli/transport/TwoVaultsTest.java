package dev.pli.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.Change;
import dev.pli.core.Self;
import dev.pli.core.Settings;
import dev.pli.core.identity.Identity;
import dev.pli.core.node.Door;
import dev.pli.core.node.Keeper;
import dev.pli.core.node.Store;
import dev.pli.core.node.SystemClock;
import dev.pli.core.office.Answer;
import dev.pli.core.office.Notice;
import dev.pli.core.office.Office;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import dev.pli.core.store.Founding;
import dev.pli.core.store.KdfCost;
import dev.pli.core.store.Opening;
import dev.pli.core.store.SlotSecret;
import dev.pli.core.store.Surroundings;
import dev.pli.core.store.VaultStore;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main job between two real vaults over real sockets on loopback.
class TwoVaultsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SystemClock CLOCK = new SystemClock();

  @TempDir Path folder;

  private Keeper lawyer;
  private Keeper client;

  /// A vault whose passphrase is « phrase ».
  private record TestDoor(Path folder) implements Door {
    private static final SlotSecret.Passphrase SECRET =
        new SlotSecret.Passphrase(Secret.copyOf(Bytes.utf8("phrase")), Optional.empty());

    static TestDoor found(Path folder) throws IOException {
      Secret seed = Secret.random(64, RANDOM);
      Identity identity = Identity.derive(seed, Instant.now());
      var founding =
          new Founding(
              SECRET,
              new SlotSecret.Recovery(seed),
              KdfCost.FLOOR,
              List.of(
                  new Change.SelfSaved(Self.found(identity, RANDOM, CLOCK.now())),
                  new Change.SettingsSaved(Settings.initial("other", "fr")),
                  new Change.PseudonymKeySaved(Secret.random(32, RANDOM))));
      VaultStore.create(folder, founding, new Surroundings(CLOCK, RANDOM)).close();
      return new TestDoor(folder);
    }

    @Override
    public String vault() {
      return folder.toString();
    }

    @Override
    public Store open(Request.Credentials credentials) throws IOException {
      return VaultStore.open(
          folder, SECRET, new Surroundings(CLOCK, RANDOM), Opening.Older.REFUSED);
    }

    @Override
    public void reopen(Store store, Request.Credentials credentials) throws IOException {
      ((VaultStore) store).reopen(SECRET);
    }

    @Override
    public History history() {
      return new History(Optional.empty(), List.of());
    }

    @Override
    public void close() {}
  }

  private Keeper keeper(String name) throws IOException {
    var keeper =
        new Keeper(
            TestDoor.found(folder.resolve(name)), key -> new Host(key, RANDOM), CLOCK, RANDOM, "");
    start(keeper);
    return keeper;
  }

  private static void start(Keeper keeper) {
    done(
        keeper.ask(
            new Request.Start(
                List.of("/ip4/127.0.0.1/tcp/0"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(
                    new Request.Credentials(
                        Secret.copyOf(Bytes.utf8("phrase")), Optional.empty())))),
        Result.Started.class);
  }

  private static <R extends Result> R done(Answer answer, Class<R> type) {
    var done = assertInstanceOf(Answer.Done.class, answer, answer.toString());
    return assertInstanceOf(type, done.result());
  }

  private void pair() throws IOException {
    lawyer = keeper("lawyer");
    client = keeper("client");
    View.Invitation invitation =
        done(
                lawyer.ask(
                    new Request.Invite(
                        Optional.of("Client"),
                        Duration.ofDays(7),
                        List.of(),
                        Optional.empty(),
                        true,
                        Optional.empty())),
                Result.Invited.class)
            .invitation();
    View.Contact contact =
        done(
                client.ask(
                    new Request.Accept(
                        invitation.link().orElseThrow(),
                        Optional.of("Maître"),
                        Optional.empty(),
                        true,
                        PATIENCE)),
                Result.OneContact.class)
            .contact();
    assertEquals("active", contact.state());
    assertTrue(contact.proof());
    awaitAgreement(lawyer);
  }

  /// The guest has waited for its own; the inviter hears of it one frame later.
  private static void awaitAgreement(Keeper inviter) {
    assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          while (!done(inviter.ask(new Request.Contacts()), Result.Contacts.class)
              .contacts()
              .getFirst()
              .proof()) {
            Thread.onSpinWait();
          }
        });
  }

  private static Request.Send letter(String to, String text, Path... files) {
    return new Request.Send(
        to,
        text,
        java.util.Arrays.stream(files).map(Path::toString).toList(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        PATIENCE);
  }

  @AfterEach
  void close() {
    if (lawyer != null) {
      lawyer.close();
    }
    if (client != null) {
      client.close();
    }
  }

  @Test
  void aTextArrivesAndComesBackAsAReceipt() throws IOException {
    pair();
    View.Pli sent =
        done(lawyer.ask(letter("Client", "Bonjour, à demain.")), Result.OnePli.class).pli();
    assertEquals("delivered", sent.state());
    assertTrue(sent.receipt());
    List<View.Pli> inbox =
        done(
                client.ask(
                    new Request.Inbox(
                        false, false, Optional.empty(), Optional.empty(), Optional.empty(), 50)),
                Result.Plis.class)
            .plis();
    assertEquals(List.of(sent.id()), inbox.stream().map(View.Pli::id).toList());
    Result.Opened opened =
        done(client.ask(new Request.Read(sent.id(), false, Optional.empty())), Result.Opened.class);
    assertEquals(Optional.of("Bonjour, à demain."), opened.text());
    Result.Receipts receipts =
        done(lawyer.ask(new Request.Receipt(sent.id(), Optional.empty())), Result.Receipts.class);
    assertEquals(1, receipts.receipts().size());
    assertTrue(receipts.receipts().getFirst().valid());
  }

  @Test
  void aFileArrivesWholeAndIsSavedOutOfTheVault() throws IOException {
    pair();
    var content = new byte[9_000_001];
    new Random(7).nextBytes(content);
    Path file = Files.write(folder.resolve("acte.pdf"), content);
    var moving = new CopyOnWriteArrayList<Notice>();
    Thread.startVirtualThread(() ->
        lawyer.follow(
            Office.NOW, notice -> notice.kind() != Notice.Kind.PROGRESS || moving.add(notice)));
    var routes = new CopyOnWriteArrayList<String>();
    View.Pli sent =
        done(
                lawyer.ask(
                    letter("Client", "Voici l’acte.", file),
                    progress -> routes.add(progress.path())),
                Result.OnePli.class)
            .pli();
    assertEquals("delivered", sent.state());
    assertTrue(routes.contains("lan"), routes.toString());
    assertFalse(moving.isEmpty());
    for (Notice notice : moving) {
      assertEquals(Optional.of(sent.id()), notice.pli());
      assertEquals(Optional.of(sent.peer()), notice.peer());
      assertEquals(Optional.of("sending"), notice.state());
    }
    Path target = Files.createDirectory(folder.resolve("out"));
    Result.Saved saved =
        done(
            client.ask(new Request.Save(sent.id(), target.toString(), List.of(), false)),
            Result.Saved.class);
    assertEquals(1, saved.files().size());
    assertEquals(
        Bytes.copyOf(content), Bytes.copyOf(Files.readAllBytes(target.resolve("acte.pdf"))));
  }
}
