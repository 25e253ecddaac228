package dev.pli.cli.demo;

import dev.pli.cli.desk.CliCommand;
import dev.pli.cli.desk.Desk;
import dev.pli.cli.vault.RefusedException;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `demo`: two people who do not exist, two vaults, two processes, one letter, one file, two
/// receipts. Touches no vault of the person's, talks to this machine alone, and leaves nothing
/// behind.
@Command(name = "demo", aliases = "demonstration")
public final class DemoCommand implements CliCommand {
  @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", descriptionKey = "FILE")
  private @Nullable String file;

  @Override
  public int run(Desk desk) throws IOException, RefusedException {
    Optional<Path> given = Optional.empty();
    if (file != null) {
      Path path = desk.path(file);
      if (!Files.isRegularFile(path)) {
        throw new RefusedException(ErrorCode.FILE_NOT_FOUND, path.toString());
      }
      given = Optional.of(path);
    }
    try (var stage = Stage.build(desk)) {
      Result.Demo result = new Play(desk, stage, given).perform();
      return desk.tell(answer(result), Result.Demo.class, (_, _) -> {});
    }
  }

  private static Answer answer(Result.Demo result) {
    boolean isGood = result.steps().stream().allMatch(View.DemoStep::ok); // The search is one.
    return isGood
        ? new Answer.Done(result)
        : new Answer.Partial(result, Problem.of(ErrorCode.CHECK_FAILED));
  }
}
