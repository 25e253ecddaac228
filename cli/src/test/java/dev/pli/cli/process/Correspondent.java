package dev.pli.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Notice;
import dev.pli.core.office.Office;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Somebody who keeps writing, words every second and one file after another, to a node that may be
/// dead; and who remembers what was promised.
final class Correspondent {
  private static final int FILE_BYTES = 9 << 20;
  private static final long PAUSE_MILLIS = 1_000;
  private static final int PAGE = 1_000;

  final Mortal mortal;
  private final String peer;
  private final Path folder;
  private final Path file;

  /// What was queued, by pli: the node has said so, so it must arrive.
  private final Map<String, String> promised = new ConcurrentHashMap<>();

  /// Asked while the node died: it may arrive, and then once.
  private final Set<String> uncertain = ConcurrentHashMap.newKeySet();

  /// Transfers that more than one segment was repeated of.
  private final Set<String> repeated = ConcurrentHashMap.newKeySet();

  private final AtomicInteger resumes = new AtomicInteger();

  /// A file is being sealed, or was when the node died.
  private volatile boolean isSealing;

  /// What was left of files that a death has kept from being sealed.
  private final Set<Path> leftovers = new HashSet<>();

  Correspondent(Mortal mortal, String peer, Path folder, long seed) throws IOException {
    this.mortal = mortal;
    this.peer = peer;
    this.folder = folder;
    var content = new byte[FILE_BYTES];
    new Random(seed).nextBytes(content);
    this.file = Files.write(folder.resolve(mortal.name + ".bin"), content);
  }

  /// Writes until it is closed.
  Writing writing() {
    return new Writing();
  }

  /// The thread that writes.
  final class Writing implements AutoCloseable {
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().start(this::run);
    private volatile @Nullable Throwable failure;

    private void run() {
      try {
        Optional<String> underWay = Optional.empty();
        for (int i = 0; !ending.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS); i++) {
          write(mortal.name + " " + i, List.of());
          if (underWay.isEmpty() || isDone(underWay.get())) {
            underWay = write(mortal.name + " " + i + ", with a file", List.of(file.toString()));
          }
        }
      } catch (Throwable e) {
        failure = e;
      }
    }

    @Override
    public void close() {
      ending.countDown();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (failure != null) {
        throw new AssertionError(mortal.name + " cannot write", failure);
      }
    }
  }

  /// The id of what was queued for certain.
  private Optional<String> write(String text, List<String> files) throws IOException {
    Optional<Office> office = mortal.office();
    if (office.isEmpty()) {
      return Optional.empty();
    }
    if (!files.isEmpty()) {
      isSealing = true;
    }
    Answer answer =
        office
            .get()
            .ask(
                new Request.Send(
                    peer,
                    text,
                    files,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Duration.ZERO));
    return switch (answer) {
      case Answer.Done(Result.OnePli(var pli)) -> {
        isSealing = false;
        promised.put(pli.id(), text);
        yield Optional.of(pli.id());
      }
      case Answer.Failed(Problem problem) when problem.code() == ErrorCode.PASSPHRASE_REQUIRED ->
          Optional.empty();
      case Answer.Failed(Problem problem) when problem.code() == ErrorCode.IO_ERROR -> {
        uncertain.add(text);
        yield Optional.empty();
      }
      case Answer.Done _, Answer.Failed _, Answer.Partial _ ->
          throw new AssertionError("send -> " + answer);
    };
  }

  private boolean isDone(String id) throws IOException {
    Optional<Office> office = mortal.office();
    return office.isPresent()
        && office.get().ask(new Request.Receipt(id, Optional.empty()))
            instanceof Answer.Done(Result.Receipts receipts)
        && receipts.state().equals("delivered");
  }

  /// The one pli with a file that is on its way, if there is exactly one.
  Optional<String> underWay() throws IOException {
    List<String> files =
        sent().stream()
            .filter(pli -> !pli.state().equals("delivered") && !pli.enclosures().isEmpty())
            .map(View.Pli::id)
            .toList();
    return files.size() == 1 ? Optional.of(files.getFirst()) : Optional.empty();
  }

  /// Starts again after a death, sometimes to die at once. Returns how often it died again.
  /// `arriving` is the one file that the other is sending.
  int rise(Random random, Optional<String> arriving) throws Exception {
    Collection<Long> parts = arrivingParts();
    mortal.conceive();
    int kills = 0;
    while (random.nextInt(6) == 0) {
      assertFalse(mortal.ends(random.nextInt(2_000)), "ended by itself");
      mortal.kill();
      mortal.conceive();
      kills++;
    }
    mortal.open();
    if (arriving.isPresent() && parts.size() == 1) {
      watchResume(arriving.get(), parts.iterator().next());
    }
    return kills;
  }

  /// The sizes of what has arrived and is not complete; none if that cannot be told apart from what
  /// was being sealed.
  private Collection<Long> arrivingParts() throws IOException {
    Map<Path, Long> parts = mortal.parts();
    if (isSealing) {
      leftovers.addAll(parts.keySet());
      isSealing = false;
    }
    parts.keySet().removeAll(leftovers);
    return parts.values();
  }

  /// The first that is told of a transfer which goes on has brought one segment: so it is behind
  /// what was on disk, or more than one segment would have travelled twice.
  private void watchResume(String arriving, long onDisk) throws IOException {
    Office office = mortal.office().orElseThrow();
    Thread.ofVirtual()
        .start(() ->
            office.follow(
                Office.NOW,
                notice -> {
                  if (notice.kind() != Notice.Kind.PROGRESS
                      || !notice.pli().equals(Optional.of(arriving))) {
                    return true;
                  }
                  resumes.incrementAndGet();
                  if (notice.bytes().orElseThrow() < onDisk) {
                    repeated.add(notice.bytes().orElseThrow() + " of " + onDisk);
                  }
                  return false;
                }));
  }

  int resumed() {
    return resumes.get();
  }

  /// Where a transfer began again, of what had arrived.
  Set<String> repeated() {
    return Set.copyOf(repeated);
  }

  Set<String> delivered() throws IOException {
    return sent().stream()
        .filter(pli -> pli.state().equals("delivered"))
        .map(View.Pli::id)
        .collect(Collectors.toSet());
  }

  List<View.Pli> sent() throws IOException {
    return list(true);
  }

  boolean isQuiet() throws IOException {
    return sent().stream().allMatch(pli -> pli.state().equals("delivered"));
  }

  String unfinished() {
    try {
      return sent().stream()
          .filter(pli -> !pli.state().equals("delivered"))
          .map(pli -> mortal.name + ": " + pli + "\n")
          .collect(Collectors.joining());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What `sender` holds a valid receipt for can be read here, after whatever happened to this
  /// node.
  void mustHold(String id, Correspondent sender) throws IOException {
    Result.Receipts receipts =
        sender.mortal.done(new Request.Receipt(id, Optional.empty()), Result.Receipts.class);
    assertEquals(1, receipts.receipts().size(), id);
    assertTrue(receipts.receipts().getFirst().valid(), id);
    Result.Opened opened =
        mortal.done(new Request.Read(id, true, Optional.empty()), Result.Opened.class);
    String text = opened.text().orElseThrow();
    String promise = sender.promised.get(id);
    assertTrue(
        promise == null ? sender.uncertain.contains(text) : promise.equals(text),
        () -> id + " reads: " + text);
    for (View.Enclosure file : opened.pli().enclosures()) {
      mustBe(sender.file, id, file);
    }
  }

  private void mustBe(Path source, String id, View.Enclosure file) throws IOException {
    Path target = Files.createTempDirectory(folder, "saved");
    View.SavedFile saved =
        mortal
            .done(
                new Request.Save(id, target.toString(), List.of(file.part()), false),
                Result.Saved.class)
            .files()
            .getFirst();
    assertEquals(-1, Files.mismatch(source, Path.of(saved.path())), id);
    Files.delete(Path.of(saved.path()));
    Files.delete(target);
  }

  /// All that was promised has arrived at `recipient`, once, and nothing else.
  void check(Correspondent recipient) throws IOException {
    List<String> sent = sent().stream().map(View.Pli::id).toList();
    List<String> arrived = recipient.list(false).stream().map(View.Pli::id).toList();
    assertEquals(arrived.size(), Set.copyOf(arrived).size(), "shown twice");
    assertEquals(Set.copyOf(sent), Set.copyOf(arrived));
    assertTrue(arrived.containsAll(promised.keySet()), "lost");
    var texts = new HashSet<String>();
    for (String id : arrived) {
      recipient.mustHold(id, this);
      String text =
          recipient
              .mortal
              .done(new Request.Read(id, true, Optional.empty()), Result.Opened.class)
              .text()
              .orElseThrow();
      assertTrue(texts.add(text), () -> "twice: " + text);
    }
    recipient.mustHaveToldOnce(Set.copyOf(arrived));
  }

  /// `watch --after 0` tells of each arrival once.
  private void mustHaveToldOnce(Set<String> arrived) throws IOException {
    var told = new ArrayList<String>();
    mortal
        .office()
        .orElseThrow()
        .follow(
            0,
            notice -> {
              if (notice.kind() == Notice.Kind.PLI_RECEIVED) {
                told.add(notice.pli().orElseThrow());
              }
              return told.size() < arrived.size();
            });
    assertEquals(arrived, Set.copyOf(told));
    assertEquals(arrived.size(), told.size(), "told twice");
  }

  private List<View.Pli> list(boolean isSent) throws IOException {
    var plis = new ArrayList<View.Pli>();
    Optional<String> after = Optional.empty();
    do {
      Result.Plis page =
          mortal.done(
              new Request.Inbox(isSent, false, Optional.empty(), Optional.empty(), after, PAGE),
              Result.Plis.class);
      plis.addAll(page.plis());
      after = page.next();
    } while (after.isPresent());
    return plis;
  }
}
