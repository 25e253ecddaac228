package dev.pli.cli.desk;

import dev.pli.cli.terminal.Console;
import dev.pli.cli.terminal.Person;
import dev.pli.cli.terminal.ProgressLines;
import dev.pli.cli.vault.Offices;
import dev.pli.cli.vault.RefusedException;
import dev.pli.cli.words.Words;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Office;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.transport.local.RpcCodec;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// All that one command works with: the vault's offices, the person, the words, and where to print.
public final class Desk {
  /// A person who answers neither yes nor no three times wants something else.
  private static final int TRIES = 3;

  private final Surroundings surroundings;
  private final boolean json;
  private final Console console;
  private final Words words;
  private final Person person;
  private final Offices offices;

  public Desk(
      Surroundings surroundings,
      boolean json,
      Console console,
      Words words,
      Person person,
      Offices offices) {
    this.surroundings = surroundings;
    this.json = json;
    this.console = console;
    this.words = words;
    this.person = person;
    this.offices = offices;
  }

  /// Says a result in the person's words, on stdout. Beside a result the problem goes to stderr by
  /// itself, but for `not_reachable`, which is part of what is said.
  @FunctionalInterface
  public interface Teller<R extends Result> {
    void tell(R result, Optional<Problem> problem);
  }

  public Surroundings surroundings() {
    return surroundings;
  }

  public boolean isJson() {
    return json;
  }

  public Console console() {
    return console;
  }

  public Words words() {
    return words;
  }

  public Person person() {
    return person;
  }

  public Offices offices() {
    return offices;
  }

  public Instant now() {
    return surroundings.clock().instant();
  }

  /// Asks the vault's office, showing progress meanwhile. The office closes afterwards, and with it
  /// a node of our own.
  public Answer ask(Request request) throws IOException, RefusedException {
    try (Office office = offices.open()) {
      return ask(office, request);
    }
  }

  public Answer ask(Office office, Request request) {
    try (var progress =
        new ProgressLines(console, words, surroundings.terminals().err(), System::nanoTime)) {
      return json ? office.ask(request) : office.ask(request, progress);
    }
  }

  /// Asks and tells: the whole of most commands. Returns the exit code.
  public <R extends Result> int answer(Request request, Class<R> type, Teller<R> teller)
      throws IOException {
    Answer answer;
    try {
      answer = ask(request);
    } catch (RefusedException e) { // Told here, where it is known what the command shows.
      answer = e.answer();
    }
    return tell(answer, type, teller);
  }

  /// Prints an answer, its JSON or the teller's sentences, and returns the exit code.
  public <R extends Result> int tell(Answer answer, Class<R> type, Teller<R> teller) {
    if (json) {
      console.result(new RpcCodec(words.sentences()).answer(answer, type));
      return answer.exit();
    }
    switch (answer) {
      case Answer.Done(Result result) -> teller.tell(type.cast(result), Optional.empty());
      case Answer.Failed(Problem problem) -> error(problem);
      case Answer.Partial(Result result, Problem problem) -> {
        teller.tell(type.cast(result), Optional.of(problem));
        if (problem.code() != ErrorCode.NOT_REACHABLE) {
          error(problem);
        }
      }
    }
    return answer.exit();
  }

  private void error(Problem problem) {
    console.error(words.sentences().say(problem));
  }

  /// A line of the result, from the bundle.
  public void say(String key, Object... arguments) {
    console.result(words.say(key, arguments));
  }

  /// A refusal of what was typed, with the sentence for it.
  public RefusedException usage(String key, Object... arguments) {
    Object[] asTyped = Arrays.stream(arguments).map(String::valueOf).toArray(); // Not grouped.
    return new RefusedException(Problem.said(ErrorCode.USAGE, words.say(key, asTyped)));
  }

  /// The absolute path that a person means by `text`, from where this process stands.
  public Path path(String text) throws RefusedException {
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException _) {
      throw new RefusedException(ErrorCode.FILE_NOT_FOUND, text);
    }
  }

  /// Asks, and goes on only after a yes.
  public void requireYes(String question) throws RefusedException {
    if (!confirm(question)) {
      throw new RefusedException(
          Problem.said(ErrorCode.CONFIRMATION_REQUIRED, words.say("nothing_done")));
    }
  }

  /// A question that only yes or no answer; without an answer, `confirmation_required`.
  public boolean confirm(String question) throws RefusedException {
    for (int tries = 0; tries < TRIES; tries++) {
      String answer =
          person
              .line(question + " " + words.say("ask.yes_no") + " ")
              .orElseThrow(() -> new RefusedException(ErrorCode.CONFIRMATION_REQUIRED));
      if (isOneOf("ask.yes", answer)) {
        return true;
      }
      if (isOneOf("ask.no", answer)) {
        return false;
      }
    }
    throw new RefusedException(ErrorCode.CONFIRMATION_REQUIRED);
  }

  private boolean isOneOf(String key, String answer) {
    return List.of(words.say(key).split(" ")).contains(answer.toLowerCase(Locale.ROOT));
  }
}
