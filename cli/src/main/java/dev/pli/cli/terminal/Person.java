package dev.pli.cli.terminal;

import java.util.Optional;

/// Whoever can be asked something. Empty answers mean that nobody answers: no terminal, or the
/// person has left.
public interface Person {

  /// False where nothing can be asked: every answer is then empty.
  boolean isThere();

  /// Asks for what must not be seen; the letters typed show as stars.
  Optional<String> secret(String question);

  /// Asks for a line.
  Optional<String> line(String question);

  /// Nobody: a script, or stdin and stderr are no terminals.
  Person NOBODY =
      new Person() {
        @Override
        public boolean isThere() {
          return false;
        }

        @Override
        public Optional<String> secret(String question) {
          return Optional.empty();
        }

        @Override
        public Optional<String> line(String question) {
          return Optional.empty();
        }
      };
}
