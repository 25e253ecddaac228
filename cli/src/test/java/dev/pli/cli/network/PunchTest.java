package dev.pli.cli.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.cli.network.Internet.Box;
import dev.pli.cli.network.Internet.Nat;
import dev.pli.cli.process.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Which pairs of boxes TCP is punched through, and how fast: the table of docs/spec/transport.md
/// §9. What each box does is looked at first, from outside.
@Tag("network")
@Timeout(600)
class PunchTest {
  private static final int FIRST_PORT = 4000;
  private static final int LAST_PORT = 4999;
  private static final int TIMES = 3;

  /// What a box does, as RFC 4787 has it.
  private enum Kind {
    FULL_CONE,
    ADDRESS_RESTRICTED,
    PORT_RESTRICTED,
    /// No translation; what nobody behind it asked for is dropped.
    FIREWALL,
    SYMMETRIC;

    Nat nat() {
      return switch (this) {
        case FULL_CONE, ADDRESS_RESTRICTED, PORT_RESTRICTED -> Nat.CONE;
        case FIREWALL -> Nat.FIREWALL;
        case SYMMETRIC -> Nat.SYMMETRIC;
      };
    }

    /// As it looks from outside.
    Kind seen() {
      return this == FIREWALL ? PORT_RESTRICTED : this;
    }
  }

  /// A process of [PunchDesk].
  private static final class Desk extends DeskProcess {
    final String address;
    String peer = "";

    Desk(Place place, String address) throws IOException {
      super(place, PunchDesk.class);
      this.address = address;
    }

    void listen(int port) throws Exception {
      said.clear();
      peer = ask("listen " + port).split(" ")[1];
    }

    /// As the server sees this desk's listening port.
    String seenBy(Desk server) throws Exception {
      String seen = ask("seen " + server.address + " " + FIRST_PORT + " " + server.peer);
      return seen.replaceFirst("^seen ", "");
    }

    /// Whether this process gets through to there, from a port that it never used before.
    boolean reaches(String multiaddr) throws Exception {
      String[] parts = multiaddr.split("/");
      return ask("try " + parts[2] + " " + parts[4]).equals("open");
    }
  }

  private final List<Desk> processes = new ArrayList<>();
  private final List<Long> millis = new ArrayList<>();
  private int port = FIRST_PORT;

  private Desk start(Place place, String address) throws IOException {
    var desk = new Desk(place, address);
    processes.add(desk);
    return desk;
  }

  private Desk server(Internet internet, String name, int number) throws Exception {
    Desk server = start(internet.server(name, number, FIRST_PORT), "44.0.0." + number);
    server.listen(FIRST_PORT);
    return server;
  }

  /// A desk behind a box of its own, which is what it is said to be.
  private Desk desk(Internet internet, String name, Kind kind) throws Exception {
    Box box = internet.practice(name, kind.nat());
    Internet.Desk desk = box.desk(name + "d");
    if (kind == Kind.FULL_CONE) {
      box.forward(FIRST_PORT, LAST_PORT, desk);
    } else if (kind == Kind.ADDRESS_RESTRICTED) {
      box.restricted(FIRST_PORT, LAST_PORT, desk);
    }
    return start(desk.place(), desk.address());
  }

  private static Kind observed(Desk desk, Desk one, Desk other, Desk third) throws Exception {
    String seen = desk.seenBy(one);
    if (!seen.equals(desk.seenBy(other))) {
      return Kind.SYMMETRIC;
    }
    if (third.reaches(seen)) {
      return Kind.FULL_CONE;
    }
    return one.reaches(seen) ? Kind.ADDRESS_RESTRICTED : Kind.PORT_RESTRICTED;
  }

  @Test
  void eachPairOfBoxesIsPunchedThroughOrNotAsTheTableSays() throws Exception {
    try (Internet internet = Internet.build()) {
      Desk one = server(internet, "s1", 20);
      Desk other = server(internet, "s2", 21);
      Desk third = server(internet, "s3", 22);
      Map<Kind, Desk> left = new EnumMap<>(Kind.class);
      Map<Kind, Desk> right = new EnumMap<>(Kind.class);
      for (Kind kind : Kind.values()) {
        left.put(kind, desk(internet, "l" + kind.ordinal(), kind));
        right.put(kind, desk(internet, "r" + kind.ordinal(), kind));
      }
      for (Kind kind : Kind.values()) {
        for (Desk desk : List.of(left.get(kind), right.get(kind))) {
          desk.listen(++port);
          assertEquals(kind.seen(), observed(desk, one, other, third), "what the box does");
        }
      }
      System.out.printf("%-20s %-20s %s%n", "A", "B", "TCP, ms from the dial of the relayed link");
      for (Kind a : Kind.values()) {
        for (Kind b : Kind.values()) {
          punch(a, left.get(a), b, right.get(b), one);
        }
      }
      Collections.sort(millis);
      long median = millis.get(millis.size() / 2);
      System.out.printf(
          "punched %d times: median %d ms, worst %d ms%n", millis.size(), median, millis.getLast());
    } finally {
      for (Desk desk : processes) {
        desk.close();
      }
    }
  }

  private static boolean works(Kind a, Kind b) {
    boolean isHard = a == Kind.SYMMETRIC || b == Kind.SYMMETRIC;
    return !isHard || isEasy(a) || isEasy(b);
  }

  /// Lets in from a port that was never written to.
  private static boolean isEasy(Kind kind) {
    return kind == Kind.FULL_CONE || kind == Kind.ADDRESS_RESTRICTED;
  }

  private void punch(Kind a, Desk left, Kind b, Desk right, Desk relay) throws Exception {
    var took = new ArrayList<String>();
    for (int i = 0; i < (works(a, b) ? TIMES : 1); i++) {
      left.listen(++port);
      right.listen(++port);
      String leftSeen = left.seenBy(relay);
      String rightSeen = right.seenBy(relay);
      int ofA = ++port;
      int ofB = ++port;
      assertEquals("splicing", relay.ask("splice " + ofA + " " + ofB));
      String there = " " + relay.address + " ";
      long begun = System.nanoTime();
      right.tell("relay RESPONDER " + left.peer + " " + rightSeen + there + ofB);
      left.tell("relay INITIATOR " + right.peer + " " + leftSeen + there + ofA);
      boolean isPunched = areUp(left, right);
      assertEquals(works(a, b), isPunched, a + " to " + b);
      long millis = (System.nanoTime() - begun) / 1_000_000;
      took.add(isPunched ? Long.toString(millis) : "relay");
      if (isPunched) {
        this.millis.add(millis);
      }
    }
    System.out.printf("%-20s %-20s %s%n", a, b, String.join(" ", took));
  }

  /// Whether both have one link in the end, or B gives up.
  private static boolean areUp(Desk a, Desk b) throws Exception {
    String atB = b.next();
    if (atB.equals("gaveUp")) {
      return false;
    }
    String[] upAtA = a.next().split(" ");
    String[] upAtB = atB.split(" ");
    assertEquals(List.of("up", "INITIATOR"), List.of(upAtA[0], upAtA[1]));
    assertEquals(List.of("up", "RESPONDER"), List.of(upAtB[0], upAtB[1]));
    assertEquals(upAtA[2], upAtB[2], "the same link");
    return true;
  }
}
