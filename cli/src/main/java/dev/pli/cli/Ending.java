package dev.pli.cli;

import dev.pli.cli.desk.CliCommand;
import dev.pli.cli.desk.Desk;
import dev.pli.cli.vault.RefusedException;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Result;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;

/// How a command ends: with its own exit code, or with the answer that what went wrong becomes.
final class Ending {
  private Ending() {}

  static int of(CliCommand command, Desk desk) {
    try {
      return command.run(desk);
    } catch (RefusedException e) {
      return failed(desk, e.answer());
    } catch (IOException e) {
      desk.console().detail(e.toString());
      return failed(desk, new Answer.Failed(problem(e)));
    } catch (RuntimeException e) { // Ours to mend: said plainly, and in full with -v.
      desk.console().detail(stackTrace(e));
      return failed(desk, Answer.failed(ErrorCode.INTERNAL));
    }
  }

  static int failed(Desk desk, Answer answer) {
    return desk.tell(answer, Result.class, (_, _) -> {});
  }

  private static Problem problem(IOException e) {
    return e instanceof FileSystemException file && file.getFile() != null
        ? Problem.of(ErrorCode.IO_ERROR, file.getFile())
        : Problem.of(ErrorCode.IO_ERROR);
  }

  private static String stackTrace(RuntimeException e) {
    var text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
