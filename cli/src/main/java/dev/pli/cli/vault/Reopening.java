package dev.pli.cli.vault;

import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Office;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Progress;
import dev.pli.core.office.Request;
import java.io.IOException;
import java.util.function.Consumer;

/// A running node that may be closed or locked: it is opened with the keyring when it says that it
/// must be, and asked again.
final class Reopening implements Office {
  private final Office node;
  private final Keyring keyring;

  Reopening(Office node, Keyring keyring) {
    this.node = node;
    this.keyring = keyring;
  }

  @Override
  public Answer ask(Request request, Consumer<Progress> progress) {
    Answer answer = node.ask(request, progress);
    if (!isClosed(answer)) {
      return answer;
    }
    Answer opened = open();
    return opened instanceof Answer.Failed ? opened : node.ask(request, progress);
  }

  private static boolean isClosed(Answer answer) {
    return answer instanceof Answer.Failed(Problem problem)
        && problem.code() == ErrorCode.PASSPHRASE_REQUIRED;
  }

  private Answer open() {
    try {
      return node.ask(Offices.opening(keyring.credentials()));
    } catch (RefusedException e) {
      return e.answer();
    } catch (IOException e) {
      return Answer.failed(ErrorCode.IO_ERROR, String.valueOf(e.getMessage()));
    }
  }

  /// The node must be open.
  @Override
  public void follow(long cursor, NoticeListener listener) {
    node.follow(cursor, listener);
  }

  @Override
  public void close() {
    node.close();
  }
}
