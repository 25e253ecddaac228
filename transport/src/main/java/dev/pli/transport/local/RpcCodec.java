package dev.pli.transport.local;

import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Notice;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Progress;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.crypto.RejectedException;
import java.util.Locale;

/// Answers, notices and requests as the JSON of docs/cli.md, in one language. The object of
/// `--json` and the result of the local socket are the same bytes, from here.
///
/// Thread-safe.
public final class RpcCodec {
  private final Sentences sentences;

  public RpcCodec(Sentences sentences) {
    this.sentences = sentences;
  }

  /// The one object of `--json`, on one line without its end. `type` is what the command shows.
  public String answer(Answer answer, Class<? extends Result> type) {
    return Json.print(keys(answer, type));
  }

  /// One line of `watch --json`.
  public String notice(Notice notice) {
    return Json.print(keys(notice));
  }

  Keys keys(Answer answer, Class<? extends Result> type) {
    return switch (answer) {
      case Answer.Done(Result result) -> append(head(0), ResultJson.write(result, sentences));
      case Answer.Failed(Problem problem) ->
          problem.code().keepsKeys()
              ? append(head(problem), ResultKeys.unknown(type))
              : head(problem);
      case Answer.Partial(Result result, Problem problem) ->
          append(head(problem), ResultJson.write(result, sentences));
    };
  }

  /// `ok` and `exit`: the answer of `watch`, which has no keys of its own.
  static Keys head(int exit) {
    return new Keys().put("ok", exit == 0).put("exit", exit);
  }

  private Keys head(Problem problem) {
    return head(problem.code().exit())
        .put("error", problem.code().json())
        .put("message", sentences.say(problem));
  }

  private static Keys append(Keys head, Keys own) {
    own.values().forEach(head::put);
    return head;
  }

  /// What the answer to `asked` says; its sentences stay as they came. Unknown keys are ignored.
  Answer answer(Request asked, Keys keys) throws RejectedException {
    if (keys.flag("ok")) {
      return new Answer.Done(ResultJson.read(asked, keys));
    }
    Problem problem = Problem.said(code(keys.text("error")), keys.text("message"));
    boolean isKnown = ResultKeys.of(ResultKeys.type(asked)).stream().anyMatch(keys::has);
    return isKnown
        ? new Answer.Partial(ResultJson.read(asked, keys), problem)
        : new Answer.Failed(problem);
  }

  private static ErrorCode code(String json) throws RejectedException {
    return constant(ErrorCode.class, json);
  }

  static Keys keys(Notice notice) {
    return new Keys()
        .put("cursor", notice.cursor())
        .put("at", notice.at())
        .put("event", notice.kind().json())
        .put("pli", notice.pli())
        .put("peer", notice.peer())
        .put("state", notice.state())
        .put("bytes", notice.bytes())
        .put("total", notice.total());
  }

  static Notice notice(Keys keys) throws RejectedException {
    return new Notice(
        keys.integer("cursor"),
        keys.time("at"),
        constant(Notice.Kind.class, keys.text("event")),
        keys.optionalText("pli"),
        keys.optionalText("peer"),
        keys.optionalText("state"),
        keys.optionalInteger("bytes"),
        keys.optionalInteger("total"));
  }

  static Keys keys(Progress progress) {
    return new Keys()
        .put("phase", progress.phase().name().toLowerCase(Locale.ROOT))
        .put("name", progress.name())
        .put("done", progress.done())
        .put("total", progress.total())
        .put("path", progress.path().isEmpty() ? null : progress.path());
  }

  static Progress progress(Keys keys) throws RejectedException {
    return new Progress(
        constant(Progress.Phase.class, keys.text("phase")),
        keys.text("name"),
        keys.integer("done"),
        keys.integer("total"),
        keys.optionalText("path").orElse(""));
  }

  /// The constant whose name in lower case is `json`.
  private static <E extends Enum<E>> E constant(Class<E> type, String json)
      throws RejectedException {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(json)) {
        return constant;
      }
    }
    throw new RejectedException(RpcRule.L106_PARAMETERS);
  }
}
