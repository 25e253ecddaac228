package dev.pli.core.node;

import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.PliState;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Problem;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A pli as a person named it, or why there is none to show.
sealed interface Found {
  record One(Pli pli) implements Found {}

  record None(Problem problem) implements Found {}

  /// Eight or more digits of an id, as typed.
  static Found of(Store store, String id) {
    String digits = id.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
    if (!Digits.OF_AN_ID.matcher(digits).matches()) {
      return new None(Problem.of(ErrorCode.PLI_NOT_FOUND, id));
    }
    List<PliKey> keys = store.withIdPrefix(digits);
    List<Pli> shown =
        keys.stream()
            .flatMap(key -> store.pli(key).stream())
            .filter(pli -> !pli.isIncoming() || isShown(pli.state()))
            .toList();
    return switch (shown.size()) {
      case 0 -> new None(Problem.of(ErrorCode.PLI_NOT_FOUND, id));
      case 1 -> new One(shown.getFirst());
      default -> new None(Problem.of(ErrorCode.AMBIGUOUS, id));
    };
  }

  private static boolean isShown(PliState state) {
    return state == PliState.ARRIVED || state == PliState.RECEIVED;
  }

  /// What an id may look like.
  final class Digits {
    static final Pattern OF_AN_ID = Pattern.compile("[0-9a-f]{8,32}");

    private Digits() {}
  }
}
