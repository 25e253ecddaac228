package dev.pli.cli.command;

import dev.pli.cli.desk.CliCommand;
import dev.pli.cli.desk.Desk;
import dev.pli.cli.vault.RefusedException;
import dev.pli.cli.words.Visible;
import dev.pli.cli.words.Words;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Notice;
import dev.pli.core.office.Office;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import dev.pli.transport.local.RpcCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `watch`: what happens, as it happens, a line each.
@Command(name = "watch")
public final class WatchCommand implements CliCommand {
  @Option(names = "--after", paramLabel = "CURSOR")
  private long after = Office.NOW;

  @Option(names = "--count", paramLabel = "N")
  private long count = Long.MAX_VALUE;

  @Option(names = "--for", paramLabel = "SECONDS")
  private @Nullable Integer seconds;

  @Override
  public int run(Desk desk) throws IOException, RefusedException {
    if (after < Office.NOW) {
      throw desk.usage("usage.value", after, "--after");
    }
    if (count < 1) {
      throw desk.usage("usage.value", count, "--count");
    }
    if (seconds != null && seconds < 0) {
      throw desk.usage("usage.value", seconds, "--for");
    }
    try (Office office = desk.offices().open()) {
      // A closed node is opened by a question; following asks none.
      Answer answer = desk.ask(office, new Request.Contacts());
      return switch (answer) {
        case Answer.Done(Result.Contacts contacts) -> watch(desk, office, contacts);
        case Answer.Done _, Answer.Failed _, Answer.Partial _ ->
            desk.tell(answer, Result.class, (_, _) -> {});
      };
    }
  }

  private int watch(Desk desk, Office office, Result.Contacts contacts) {
    if (Integer.valueOf(0).equals(seconds)) {
      return 0;
    }
    var lines = new Lines(desk, office, labels(contacts), count);
    Thread follower = Thread.ofPlatform().daemon().start(() -> office.follow(after, lines::take));
    try (var _ = new EndSignal(() -> end(lines, office))) {
      if (seconds == null) {
        follower.join();
      } else {
        follower.join(Duration.ofSeconds(seconds));
      }
    } catch (InterruptedException _) { // As good as the end of the time.
      Thread.currentThread().interrupt();
    }
    boolean hasLeft = follower.isAlive() || lines.isEnough();
    boolean isShut = !hasLeft && isShut(lines, office);
    lines.end();
    follower.interrupt();
    return isShut ? shut(desk) : 0;
  }

  /// Nothing is printed any more, and a node of our own locks its vault.
  private static void end(Lines lines, Office office) {
    lines.end();
    office.close();
  }

  /// By the last line; a vault that closed before there was any is asked.
  private static boolean isShut(Lines lines, Office office) {
    Optional<String> state = lines.nodeState();
    if (state.isEmpty()
        && office.ask(new Request.Status()) instanceof Answer.Done(Result.Status status)) {
      state = Optional.of(status.state());
    }
    return state.filter(now -> now.equals("closed") || now.equals("locked")).isPresent();
  }

  /// The vault has closed or locked, and shows nothing more. The last line on stdout has said so:
  /// the stream is of events alone, and the sentence goes to stderr.
  private static int shut(Desk desk) {
    Problem problem = Problem.of(ErrorCode.PASSPHRASE_REQUIRED);
    desk.console().error(desk.words().sentences().say(problem));
    return problem.code().exit();
  }

  private static Map<String, String> labels(Result.Contacts contacts) {
    var labels = new HashMap<String, String>();
    for (View.Contact contact : contacts.contacts()) {
      labels.put(contact.fingerprint(), contact.label());
    }
    return labels;
  }

  /// Prints notices until there are enough, or [#end].
  private static final class Lines {
    private final Desk desk;
    private final Office office;
    private final Map<String, String> labels;
    private final RpcCodec codec;
    private long left;
    private Optional<String> nodeState = Optional.empty();

    Lines(Desk desk, Office office, Map<String, String> labels, long count) {
      this.desk = desk;
      this.office = office;
      this.labels = labels;
      this.codec = new RpcCodec(desk.words().sentences());
      this.left = count;
    }

    synchronized boolean take(Notice notice) {
      Optional<String> line = desk.isJson() ? Optional.of(codec.notice(notice)) : line(notice);
      if (left > 0 && line.isPresent()) {
        left--;
        desk.console().result(line.get());
        nodeState = notice.state().filter(_ -> notice.kind() == Notice.Kind.NODE_STATE);
      }
      return left > 0;
    }

    synchronized boolean isEnough() {
      return left == 0;
    }

    /// What the last line said of the node, if it did.
    synchronized Optional<String> nodeState() {
      return nodeState;
    }

    synchronized void end() {
      left = 0;
    }

    private Optional<String> line(Notice notice) {
      Words words = desk.words();
      String key = "watch." + notice.kind().json();
      String withState = key + notice.state().map(state -> "." + state).orElse("");
      String found = words.sentences().has(withState) ? withState : key;
      if (!words.sentences().has(found)) {
        return Optional.empty();
      }
      String text =
          words.say(
              found,
              notice.pli().orElse("–"),
              notice.peer().map(this::label).orElse("–"),
              words.size(notice.bytes().orElse(0L)),
              words.size(notice.total().orElse(0L)),
              notice.state().orElse("–"),
              isDelivery(notice) ? route(notice.pli().orElseThrow()) : "");
      return Optional.of(words.time(notice.at()) + "  " + text);
    }

    private static boolean isDelivery(Notice notice) {
      return notice.kind() == Notice.Kind.PLI_STATE
          && notice.pli().isPresent()
          && notice.state().filter("delivered"::equals).isPresent();
    }

    /// A notice does not say by which route: the pli does.
    private String route(String pli) {
      return office.ask(new Request.Read(pli, true, Optional.empty()))
              instanceof Answer.Done(Result.Opened(View.Pli read, _))
          ? desk.words().routeInBrackets(read.path())
          : "";
    }

    private String label(String fingerprint) {
      return Visible.line(labels.getOrDefault(fingerprint, fingerprint));
    }
  }
}
