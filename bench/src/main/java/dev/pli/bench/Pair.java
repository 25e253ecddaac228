package dev.pli.bench;

import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Two peers on the loopback that are each other's verified contact.
record Pair(Peer sender, Peer recipient) implements AutoCloseable {
  private static final String SENDER = "Sender";
  private static final String RECIPIENT = "Recipient";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Starts both; the one invites and the other accepts.
  static Pair meet(Launcher launcher, Path folder) throws IOException, InterruptedException {
    Peer sender = Peer.start(launcher, folder, "sender");
    try {
      var pair = new Pair(sender, Peer.start(launcher, folder, "recipient"));
      pair.introduce();
      return pair;
    } catch (IOException | RuntimeException e) {
      sender.close();
      throw e;
    }
  }

  private void introduce() throws IOException {
    var invite =
        new Request.Invite(
            SENDER, Duration.ofDays(1), List.of(), Optional.empty(), true, Optional.empty());
    String link = recipient.done(invite, Result.Invited.class).invitation().link().orElseThrow();
    sender.done(
        new Request.Accept(link, Optional.of(RECIPIENT), Optional.empty(), true, PATIENCE),
        Result.OneContact.class);
    var shown =
        sender.done(
            new Request.Verify(RECIPIENT, new Request.Comparison.Show()), Result.Verified.class);
    var heard = new Request.Comparison.Heard(shown.digits());
    recipient.done(new Request.Verify(SENDER, heard), Result.Verified.class);
  }

  /// From the sender's question to its answer « delivered »: durable on both sides, receipt
  /// verified.
  Duration send(String text, List<Path> files) throws IOException {
    long begun = System.nanoTime();
    sender.send(RECIPIENT, text, files, PATIENCE);
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  @Override
  public void close() {
    sender.close();
    recipient.close();
  }
}
