package dev.pli.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text file of commands and what they answer, by several people on one machine.
///
/// ```
/// # A comment.
/// lang fr
///
/// claire$ pli invite --label "Dupont" --out dupont.pli-invitation
/// Invitation <invitation> pour « Dupont », valable jusqu’au …, une seule fois.
/// …
/// claire$ pli status
/// [exit 3]
/// ! Le coffre est fermé.
/// ```
///
/// Lines after a command are its whole standard output; none at all: anything. `…` stands for any
/// part of a line, alone for any lines. `<name>` takes a word when it is first seen and must meet
/// the same word afterwards, in commands too. `! ` begins what the error output must hold. The exit
/// code is 0 unless it is said. A command runs in the folder that all people of the story share.
record Story(String language, List<Act> acts) {
  private static final Pattern COMMAND = Pattern.compile("(\\p{L}+)\\$ pli ?(.*)");
  private static final Pattern EXIT = Pattern.compile("\\[exit (\\d+)]");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  /// One command, and what is expected of it.
  record Act(
      int line,
      String person,
      List<String> words,
      List<String> output,
      List<String> errors,
      int exit) {
    Act {
      words = List.copyOf(words);
      output = List.copyOf(output);
      errors = List.copyOf(errors);
    }
  }

  Story {
    acts = List.copyOf(acts);
  }

  static Story parse(String text) {
    var acts = new ArrayList<Act>();
    String language = "en";
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher command = COMMAND.matcher(line);
      if (command.matches()) {
        int end = endOfAct(lines, i + 1);
        acts.add(act(i + 1, command, lines.subList(i + 1, end)));
        i = end - 1;
      } else if (line.startsWith("lang ")) {
        language = line.substring(5).strip();
      } else if (!line.isBlank() && !line.startsWith("#")) {
        throw new IllegalArgumentException("line " + (i + 1) + " is neither command nor comment");
      }
    }
    return new Story(language, acts);
  }

  private static int endOfAct(List<String> lines, int from) {
    int end = from;
    while (end < lines.size()
        && !lines.get(end).isBlank()
        && !lines.get(end).startsWith("#")
        && !COMMAND.matcher(lines.get(end)).matches()) {
      end++;
    }
    return end;
  }

  private static Act act(int line, Matcher command, List<String> expected) {
    int exit = 0;
    var output = new ArrayList<String>();
    var errors = new ArrayList<String>();
    for (String text : expected) {
      Matcher code = EXIT.matcher(text);
      if (code.matches()) {
        exit = Integer.parseInt(code.group(1));
      } else if (text.startsWith("! ")) {
        errors.add(text.substring(2));
      } else {
        output.add(text);
      }
    }
    return new Act(line, command.group(1), words(command.group(2)), output, errors, exit);
  }

  private static List<String> words(String text) {
    return WORD.matcher(text)
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .toList();
  }

  /// The people in it, each once.
  List<String> people() {
    return acts.stream().map(Act::person).distinct().toList();
  }
}
