package dev.pli.transport.local;

import dev.pli.core.identity.Language;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Office;
import dev.pli.core.office.Progress;
import dev.pli.core.office.Request;
import dev.pli.crypto.RejectedException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// The node behind a vault's local socket, as an [Office]. Its sentences come in one language.
///
/// Each question has a channel of its own, so that a long one holds back no other. If the node ends
/// before it has answered, the answer is `io_error`: what was asked may or may not be done.
/// Thread-safe.
public final class LocalOffice implements Office {
  private static final String STATUS_HEAD =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"status\",\"params\":{\"lang\":\"";
  private static final String STATUS_TAIL = "\"}}";
  private static final String RESULT_HEAD = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":";

  private final Path path;
  private final Language language;
  private final RpcCodec codec;

  /// The node of this vault, or empty when no socket answers: none is there, or what is there was
  /// left behind by a node that is gone.
  public static Optional<LocalOffice> find(SocketPlace place, Language language) {
    for (Path path : place.trusted()) {
      try (var _ = connect(path)) {
        return Optional.of(new LocalOffice(path, language));
      } catch (IOException _) { // Nobody listens here.
      }
    }
    return Optional.empty();
  }

  private LocalOffice(Path path, Language language) {
    this.path = path;
    this.language = language;
    this.codec = new RpcCodec(Sentences.in(language));
  }

  private static SocketChannel connect(Path path) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(path));
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  public Path path() {
    return path;
  }

  @Override
  public Answer ask(Request request, Consumer<Progress> progress) {
    String line = RpcMessage.request(1, RequestJson.write(request), language);
    try (var channel = connect(path)) {
      if (!send(channel, line)) {
        return Answer.failed(ErrorCode.TOO_LARGE);
      }
      var reader = new LineReader(channel, LineReader.MAX_ANSWER_BYTES);
      return codec.answer(request, result(reader, progress));
    } catch (IOException _) { // The node has ended.
      return Answer.failed(ErrorCode.IO_ERROR, path.toString());
    } catch (RejectedException _) { // A node of another version, which says what we cannot read.
      return Answer.failed(ErrorCode.INTERNAL);
    }
  }

  /// False if the line is longer than a node reads.
  private static boolean send(SocketChannel channel, String line) throws IOException {
    var bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    if (bytes.remaining() > LineReader.MAX_LINE_BYTES) {
      return false;
    }
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    return true;
  }

  /// The answer to `status` as the node wrote it: one object on one line, the same bytes as
  /// [RpcCodec#answer]. It is not read here, so that nothing of a JSON library is loaded; empty if
  /// the node has ended or speaks otherwise.
  public Optional<String> status() {
    try (var channel = connect(path)) {
      send(channel, STATUS_HEAD + language.code() + STATUS_TAIL);
      String line = new LineReader(channel, LineReader.MAX_ANSWER_BYTES).next().orElse("");
      return line.startsWith(RESULT_HEAD) && line.endsWith("}")
          ? Optional.of(line.substring(RESULT_HEAD.length(), line.length() - 1))
          : Optional.empty();
    } catch (IOException | RejectedException _) { // As if nothing had answered.
      return Optional.empty();
    }
  }

  /// The result, after the progress before it.
  private static Keys result(LineReader reader, Consumer<Progress> progress)
      throws IOException, RejectedException {
    while (true) {
      Keys message = next(reader);
      if (message.has("result")) {
        return message.object("result");
      }
      RejectedException.require(
          message.has("method") && message.text("method").equals("progress"),
          RpcRule.L104_NOT_A_REQUEST);
      progress.accept(RpcCodec.progress(message.object("params")));
    }
  }

  private static Keys next(LineReader reader) throws IOException, RejectedException {
    Optional<String> line = reader.next();
    return Json.parse(line.orElseThrow(() -> new IOException("the node has closed the socket")));
  }

  /// Returns at once if the node is not open.
  @Override
  public void follow(long cursor, NoticeListener listener) {
    try (var channel = connect(path)) {
      send(channel, RpcMessage.request(1, "watch", new Keys().put("after", cursor)));
      var reader = new LineReader(channel, LineReader.MAX_ANSWER_BYTES);
      boolean more = result(reader, _ -> {}).flag("ok");
      while (more) {
        more = listener.take(RpcCodec.notice(next(reader).object("params")));
      }
    } catch (IOException _) { // The node has ended, or the caller was interrupted: so does this.
    } catch (RejectedException _) { // A node of another version.
    }
  }

  /// Waits until the node has gone, at most until the caller is interrupted: after `stop` has been
  /// answered.
  public void awaitEnd() {
    try (var channel = connect(path)) {
      new LineReader(channel, LineReader.MAX_ANSWER_BYTES).next();
    } catch (IOException | RejectedException _) { // Already gone.
    }
  }

  @Override
  public void close() {} // No channel outlives its question.
}
