package dev.pli.cli;

import dev.pli.cli.words.Words;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Problem;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What picocli does not understand, in the reader's words.
final class UsageErrors {
  private UsageErrors() {}

  static Answer answer(ParameterException e, Words words) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    String sentence = sentence(e, words) + " " + words.say("usage.help", command);
    return new Answer.Failed(Problem.said(ErrorCode.USAGE, sentence));
  }

  private static String sentence(ParameterException e, Words words) {
    if (e instanceof MissingParameterException missing) {
      String what =
          missing.getMissing().stream().map(UsageErrors::name).collect(Collectors.joining(", "));
      return words.say("usage.missing", what);
    }
    if (e instanceof UnmatchedArgumentException unmatched) {
      return words.say("usage.unknown", unmatched.getUnmatched().getFirst());
    }
    ArgSpec argument = e.getArgSpec();
    return argument == null || e.getValue() == null
        ? words.say("usage.other", argument == null ? "" : name(argument))
        : words.say("usage.value", e.getValue(), name(argument));
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
