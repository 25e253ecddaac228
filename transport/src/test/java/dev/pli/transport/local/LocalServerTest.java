package dev.pli.transport.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.identity.Language;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Notice;
import dev.pli.core.office.Office;
import dev.pli.core.office.Progress;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.transport.local.SocketPlace.Environment;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LocalServerTest {
  private static final Duration SHORT = Duration.ofMillis(100);

  @TempDir Path folder;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Counter office = new Counter();
  private SocketPlace place;
  private LocalServer server;

  /// An office that is open, answers with how often it was asked, and tells numbers without end.
  private static final class Counter implements Office {
    private final List<Request> asked = new ArrayList<>();
    private volatile String state = "open";

    @Override
    public synchronized Answer ask(Request request, Consumer<Progress> progress) {
      if (request instanceof Request.Status) {
        var open = Samples.OPEN;
        return new Answer.Done(
            new Result.Status(
                state,
                open.vault(),
                open.version(),
                open.pid(),
                open.since(),
                open.listen(),
                open.lan(),
                Optional.empty()));
      }
      asked.add(request);
      for (int i = 0; i <= 100; i++) {
        progress.accept(new Progress(Progress.Phase.SENDING, "acte.pdf", i, 100, "lan"));
      }
      return switch (request) {
        case Request.Stop _ -> new Answer.Done(new Result.Stopped("stopped", true));
        case Request.Lock _ -> new Answer.Done(new Result.Locked("locked"));
        case Request.Read _ -> throw new IllegalStateException("planned");
        case Request.Journal(long after, _, _) ->
            new Answer.Done(
                new Result.Journal(
                    List.of(),
                    Optional.of(after),
                    Optional.of(0L + asked.size()),
                    Optional.empty()));
        default -> Answer.failed(ErrorCode.CONTACT_NOT_FOUND, "Dupont");
      };
    }

    @Override
    public void follow(long cursor, NoticeListener listener) {
      var none = Optional.<String>empty();
      var big = Optional.of("x".repeat(10_000));
      long next = cursor;
      boolean more = true;
      while (more) {
        next++;
        more =
            listener.take(
                new Notice(
                    next,
                    Samples.TIME,
                    Notice.Kind.PROGRESS,
                    none,
                    big,
                    none,
                    Optional.empty(),
                    Optional.empty()));
      }
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void open() throws IOException {
    place = SocketPlace.of(folder, new Environment(Optional.empty(), folder, "u"));
    server =
        LocalServer.open(
            place, new LocalServer.Desk(office, Language.ENGLISH, SHORT, stopped::countDown));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  /// A client that says what it wants, byte by byte if it likes.
  private final class Client implements AutoCloseable {
    private final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    private final LineReader reader = new LineReader(channel, LineReader.MAX_ANSWER_BYTES);

    Client() throws IOException {
      channel.connect(UnixDomainSocketAddress.of(server.path()));
    }

    void say(String text) throws IOException {
      say(text.getBytes(StandardCharsets.UTF_8));
    }

    void say(byte[] bytes) throws IOException {
      var buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }

    Optional<String> hear() throws Exception {
      return reader.next();
    }

    String hearAnswer() throws Exception {
      String line;
      do {
        line = hear().orElseThrow();
      } while (line.contains("\"progress\""));
      return line;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private static String journal(int id, int after) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"method\":\"journal\",\"params\":{\"after\":"
        + after
        + "}}\n";
  }

  @Test
  void answersTheBytesOfTheContract() throws Exception {
    try (var client = new Client()) {
      client.say("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"stop\"}\n");
      String line = client.hearAnswer();
      var done = new Answer.Done(new Result.Stopped("stopped", true));
      String json = new RpcCodec(Sentences.in(Language.ENGLISH)).answer(done, Result.class);
      assertEquals("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":" + json + "}", line);
      stopped.await();
    }
  }

  @Test
  void twoClientsAreServedSideBySide() throws Exception {
    try (var one = new Client();
        var two = new Client()) {
      one.say(journal(1, 0).substring(0, 20)); // Half a line holds nobody back.
      two.say(journal(2, 0));
      assertTrue(two.hearAnswer().contains("\"id\":2"));
      one.say(journal(1, 0).substring(20));
      assertTrue(one.hearAnswer().contains("\"id\":1"));
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    int count = 5 * Caller.MAX_OPEN_REQUESTS;
    try (var client = new Client()) {
      var all = new StringBuilder();
      for (int i = 0; i < count; i++) {
        all.append("{\"jsonrpc\":\"2.0\",\"id\":" + i + ",\"method\":\"status\"}\n");
      }
      Thread.ofVirtual().start(() -> quietly(() -> client.say(all.toString())));
      for (int i = 0; i < count; i++) {
        assertTrue(client.hear().orElseThrow().contains("\"id\":" + i + ","));
      }
    }
  }

  private interface Saying {
    void run() throws IOException;
  }

  private static void quietly(Saying saying) {
    try {
      saying.run();
    } catch (IOException _) { // The test has ended.
    }
  }

  @Test
  void L102_aLineThatIsTooLongEndsTheClient() throws Exception {
    try (var client = new Client()) {
      byte[] line = "x".repeat(2 * LineReader.MAX_LINE_BYTES).getBytes(StandardCharsets.UTF_8);
      Thread.ofVirtual().start(() -> quietly(() -> client.say(line)));
      assertTrue(client.hear().orElseThrow().contains("-32600"));
    }
    assertStillServes();
  }

  @Test
  void L103_brokenLinesAreAnsweredAndTheClientGoesOn() throws Exception {
    try (var client = new Client()) {
      client.say(new byte[] {'{', (byte) 0xff, '}', '\n'});
      assertTrue(client.hear().orElseThrow().contains("\"id\":null,\"error\":{\"code\":-32700"));
      client.say("{\"a\":" + "[".repeat(10_000) + "\n");
      assertTrue(client.hear().orElseThrow().contains("-32700"));
      client.say("[" + journal(1, 0).strip() + "]\n");
      assertTrue(client.hear().orElseThrow().contains("-32600"), "no batches");
      client.say("{\"jsonrpc\":\"2.0\",\"method\":\"status\"}\n");
      assertTrue(client.hear().orElseThrow().contains("-32600"), "no notifications");
      client.say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"status\",\"more\":1}\n");
      assertTrue(client.hear().orElseThrow().contains("-32600"));
      client.say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"proof.export\"}\n");
      assertTrue(client.hear().orElseThrow().contains("\"id\":1,\"error\":{\"code\":-32601"));
      client.say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"id\",\"params\":{\"x\":1}}\n");
      assertTrue(client.hear().orElseThrow().contains("-32602"));
      client.say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"id\",\"params\":{\"lang\":\"de\"}}\n");
      assertTrue(client.hear().orElseThrow().contains("-32602"));
      client.say(journal(9, 0));
      assertTrue(client.hearAnswer().contains("\"id\":9"));
    }
  }

  @Test
  void anOfficeThatFailsIsAnAnswer() throws Exception {
    try (var client = new Client()) {
      client.say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"read\",\"params\":{\"id\":\"7\"}}\n");
      assertTrue(client.hearAnswer().contains("\"error\":\"internal\""));
    }
    assertStillServes();
  }

  @Test
  void aClientThatNeverReadsIsCut() throws Exception {
    try (var client = new Client()) {
      client.say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"watch\",\"params\":{\"after\":0}}\n");
      client.hear();
      // Nothing is read for longer than the patience: the server closes, and what it had written
      // ends somewhere.
      while (canStillBeWritten(client)) {
        Thread.onSpinWait();
      }
    }
    assertStillServes();
  }

  private static boolean canStillBeWritten(Client client) {
    try {
      client.say("\n");
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private List<Client> everySeat() throws Exception {
    var clients = new ArrayList<Client>();
    for (int i = 0; i < LocalServer.MAX_CLIENTS; i++) {
      var client = new Client();
      client.say(journal(i, 0));
      client.hearAnswer(); // Seated for certain.
      clients.add(client);
    }
    return clients;
  }

  @Test
  void L107_turnsAwayWhoWaitsInVainForASeat() throws Exception {
    List<Client> clients = everySeat();
    try (var late = new Client()) {
      assertEquals(Optional.empty(), late.hear());
    }
    for (Client client : clients) {
      client.close();
    }
  }

  @Test
  void whoComesAfterTheLastSeatWaitsForOne() throws Exception {
    server.close();
    server =
        LocalServer.open(
            place,
            new LocalServer.Desk(
                office, Language.FRENCH, Duration.ofMinutes(1), stopped::countDown));
    List<Client> clients = everySeat();
    try (var late = new Client()) {
      late.say(journal(1, 0));
      clients.getFirst().close();
      late.hearAnswer();
    }
    for (Client client : clients) {
      client.close();
    }
  }

  @Test
  void theOfficeBehindTheSocketIsAnOffice() throws Exception {
    var remote = LocalOffice.find(place, Language.FRENCH).orElseThrow();
    var seen = new ArrayList<Progress>();
    Answer answer = remote.ask(new Request.Journal(5, 100, false), seen::add);
    var journal = (Result.Journal) assertInstanceOf(Answer.Done.class, answer).result();
    assertEquals(Optional.of(5L), journal.first());
    assertFalse(seen.isEmpty());
    assertTrue(seen.size() < 50, "progress is thinned");
    assertEquals(100, seen.getLast().done(), "but its end is told");

    var failed = assertInstanceOf(Answer.Failed.class, remote.ask(new Request.Id()));
    assertEquals(
        "Aucun correspondant ne s'appelle « Dupont ». Voyez « pli contacts ».",
        failed.problem().said().orElseThrow());
  }

  @Test
  void followsFromACursorUntilTheListenerHasEnough() throws Exception {
    var remote = LocalOffice.find(place, Language.FRENCH).orElseThrow();
    var cursors = new ArrayList<Long>();
    remote.follow(
        41,
        notice -> {
          cursors.add(notice.cursor());
          return cursors.size() < 3;
        });
    assertEquals(List.of(42L, 43L, 44L), cursors);
  }

  @Test
  void aClosedNodeIsNotWatched() throws Exception {
    office.state = "closed";
    try (var client = new Client()) {
      client.say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"watch\"}\n");
      assertTrue(client.hear().orElseThrow().contains("passphrase_required"));
    }
    LocalOffice.find(place, Language.FRENCH).orElseThrow().follow(0, _ -> true);
  }

  @Test
  void refusesATextThatNoLineHolds() {
    var remote = LocalOffice.find(place, Language.FRENCH).orElseThrow();
    var request = new Request.Receipt("x".repeat(2 * LineReader.MAX_LINE_BYTES), Optional.empty());
    var failed = assertInstanceOf(Answer.Failed.class, remote.ask(request));
    assertEquals(ErrorCode.TOO_LARGE, failed.problem().code());
  }

  @Test
  void aStaleSocketIsNoNodeAndIsReplaced() throws Exception {
    server.close();
    assertTrue(LocalOffice.find(place, Language.ENGLISH).isEmpty(), "no socket");
    var abandoned = java.nio.channels.ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    abandoned.bind(UnixDomainSocketAddress.of(server.path()));
    abandoned.close();
    assertTrue(Files.exists(server.path()));
    assertTrue(LocalOffice.find(place, Language.ENGLISH).isEmpty(), "stale socket");
    open();
    assertTrue(LocalOffice.find(place, Language.ENGLISH).isPresent());
  }

  @Test
  void aNodeThatEndsBeforeItAnswersIsAnError() throws Exception {
    var remote = LocalOffice.find(place, Language.ENGLISH).orElseThrow();
    server.close();
    var failed = assertInstanceOf(Answer.Failed.class, remote.ask(new Request.Id()));
    assertEquals(ErrorCode.IO_ERROR, failed.problem().code());
    remote.awaitEnd();
  }

  /// A client that comes while the server closes is either turned away or cut.
  @RepeatedTest(50)
  void everyClientEndsWithTheServer() throws Exception {
    var remote = LocalOffice.find(place, Language.ENGLISH).orElseThrow();
    Thread waiting = Thread.ofVirtual().start(remote::awaitEnd);
    server.close();
    waiting.join();
  }

  private void assertStillServes() throws Exception {
    try (var client = new Client()) {
      client.say(journal(77, 0));
      assertTrue(client.hearAnswer().contains("\"id\":77"));
    }
  }
}
