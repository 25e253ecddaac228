package dev.pli.core.office;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What prints of an invitation: an exception or a failed test must not give it away.
class SilenceTest {
  private static final String LINK = "pli:AQIDBAUG";
  private static final String LABEL = "Dupont";

  private static void assertSilent(Object printed) {
    assertFalse(printed.toString().contains(LINK), printed.getClass().getName());
    assertFalse(printed.toString().contains(LABEL), printed.getClass().getName());
  }

  @Test
  void anAcceptedLinkDoesNotPrint() {
    assertSilent(
        new Request.Accept(LINK, Optional.of(LABEL), Optional.empty(), true, Duration.ZERO));
  }

  @Test
  void anInvitationDoesNotPrintItsLink() {
    var invitation =
        new View.Invitation(
            "5a0d93c1",
            LABEL,
            Optional.of(LINK),
            Optional.empty(),
            "3f8a",
            List.of(),
            Instant.EPOCH,
            Instant.EPOCH,
            true,
            "open");
    assertSilent(invitation);
    assertSilent(new Result.Invited(invitation));
    assertSilent(new Answer.Done(new Result.Invited(invitation)));
  }
}
