package dev.pli.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.cli.process.Machine.Run;
import dev.pli.core.identity.Language;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two correspondents on one network that are no longer where each knew the other: silent, they do
/// not meet; once both persons have said `--lan on`, they do.
@Timeout(900)
class LocalNetworkTest {
  @TempDir Path folder;
  private Machine lawyer;
  private Machine client;

  @BeforeEach
  void machines() throws IOException {
    lawyer = new Machine(folder, "lawyer", Machine.passphrase(Language.FRENCH));
    client = new Machine(folder, "client", Machine.passphrase(Language.ENGLISH));
  }

  @AfterEach
  void stop() {
    lawyer.close();
    client.close();
  }

  private static Run done(Run run) {
    assertEquals(0, run.exit(), run.out() + run.err());
    return run;
  }

  /// Its port: the one of last time, if nobody has it.
  private static int start(Machine machine) {
    Run started = done(machine.run("start", "--listen", "/ip4/0.0.0.0/tcp/0", "--json"));
    return Integer.parseInt(started.out().replaceAll("(?s).*?/tcp/(\\d+)\".*", "$1"));
  }

  @Test
  void theyFindEachOtherOnceBothHaveSaidSo() throws IOException {
    for (Machine machine : new Machine[] {lawyer, client}) {
      done(machine.run("init", "--recovery-file", machine.vault + ".recovery"));
    }
    int one = start(lawyer);
    int other = start(client);
    String invitation = folder.resolve("client.pli-invitation").toString();
    done(lawyer.run("invite", "--label", "Dupont", "--out", invitation));
    done(client.run("accept", invitation, "--label", "Me Claire"));
    done(lawyer.run("send", "Dupont", "-m", "bonjour"));
    done(lawyer.run("stop"));
    done(client.run("stop"));
    try (var _ = new ServerSocket(one);
        var _ = new ServerSocket(other)) {
      assertNotEquals(one, start(lawyer));
      assertNotEquals(other, start(client));
    }
    Run waiting = lawyer.run("send", "Dupont", "-m", "encore", "--wait", "5", "--json");
    assertEquals(5, waiting.exit(), waiting.out());
    done(lawyer.run("start", "--lan", "on"));
    done(client.run("start", "--lan", "on"));
    Run sent = done(lawyer.run("send", "Dupont", "-m", "enfin", "--wait", "120", "--json"));
    assertTrue(sent.out().contains("\"state\":\"delivered\""), sent.out());
    assertTrue(sent.out().contains("\"path\":\"lan\""), sent.out());
  }
}
