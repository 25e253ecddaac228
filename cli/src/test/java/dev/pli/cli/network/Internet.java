package dev.pli.cli.network;

import dev.pli.cli.process.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A provider, the boxes of practices and the desks behind them, for one test: network namespaces,
/// made by `src/test/net/net.sh`. Where a machine does not allow them, building fails.
///
/// Closing it ends every process inside by its id, then removes the namespaces.
public final class Internet implements AutoCloseable {
  private static final Path SCRIPT = Path.of("src/test/net/net.sh").toAbsolutePath();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String prefix =
      "t" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + "-";
  private int boxes;

  /// What a box does with packets: `KIND` in the script.
  public enum Nat {
    /// None: public addresses behind it.
    ROUTED,
    /// None either, and what nobody behind it asked for is dropped.
    FIREWALL,
    /// Translates, and drops nothing.
    OPEN,
    /// Port-restricted: keeps ports, drops what nobody behind it asked for.
    CONE,
    /// A port of its own for each destination, and drops.
    SYMMETRIC
  }

  private Internet() {}

  public static Internet build() throws IOException {
    var internet = new Internet();
    internet.script("probe");
    internet.script("up", internet.prefix);
    return internet;
  }

  /// The box of one practice.
  public final class Box {
    private final String name;
    private final int number;
    private final Nat nat;
    private int wan;
    private int desks = 1; // .1 is the box itself.

    private Box(String name, int number, Nat nat) {
      this.name = name;
      this.number = number;
      this.nat = nat;
      this.wan = number;
    }

    public String address() {
      return "44.0.0." + wan;
    }

    private String network() {
      return (nat == Nat.ROUTED || nat == Nat.FIREWALL ? "44.0." : "192.168.") + number + ".";
    }

    public Desk desk(String desk) throws IOException {
      desks++;
      script("desk", prefix, name, desk, number(number), number(desks));
      return new Desk(this, desk, network() + desks);
    }

    /// What comes to `port` goes to `desk`, whoever sent it.
    public void forward(int port, Desk desk) throws IOException {
      script("forward", prefix, name, number(port), desk.address());
    }

    /// The same for all ports from `first` to `last`.
    public void forward(int first, int last, Desk desk) throws IOException {
      script("forward", prefix, name, first + "-" + last, desk.address());
    }

    /// What comes to these ports goes to `desk`, from whom this practice has written to.
    public void restricted(int first, int last, Desk desk) throws IOException {
      script("restricted", prefix, name, first + "-" + last, desk.address());
    }

    /// What comes to `port` goes to `desk`, from whom this practice has written to.
    public void restricted(int port, Desk desk) throws IOException {
      script("restricted", prefix, name, number(port), desk.address());
    }

    /// No carrier for a moment, all translations forgotten, another address at the provider.
    public void restart() throws IOException {
      int next = wan + 100;
      script("restart", prefix, name, number(wan), number(next));
      wan = next;
    }
  }

  /// A machine at a practice.
  public final class Desk {
    private final Box box;
    private final String name;
    private String address;

    private Desk(Box box, String name, String address) {
      this.box = box;
      this.name = name;
      this.address = address;
    }

    public String address() {
      return address;
    }

    /// Processes started here listen on every address of this desk.
    public Place place() {
      return Internet.this.place(name, 0);
    }

    public Place place(int port) {
      return Internet.this.place(name, port);
    }

    /// Another address in the same network.
    public void move() throws IOException {
      String next = box.network() + (Integer.parseInt(address.replaceAll(".*\\.", "")) + 100);
      script("move", prefix, name, address, next);
      address = next;
    }

    public void pullCable() throws IOException {
      script("cable", prefix, box.name, name, "out");
    }

    public void plugCable() throws IOException {
      script("cable", prefix, box.name, name, "in");
    }

    /// What this desk may send.
    public void limit(int megabitsPerSecond) throws IOException {
      script("rate", prefix, name, number(megabitsPerSecond));
    }
  }

  public Box practice(String name, Nat nat) throws IOException {
    boxes++;
    script("box", prefix, name, number(boxes), nat.name().toLowerCase(java.util.Locale.ROOT));
    return new Box(name, boxes, nat);
  }

  /// A machine at the provider, with nothing before it: 44.0.0.`number`, from 20 to 99.
  public Place server(String name, int number, int port) throws IOException {
    script("public", prefix, name, number(number));
    return place(name, port);
  }

  private Place place(String name, int port) {
    return new Place(List.of("ip", "netns", "exec", prefix + name), "/ip4/0.0.0.0/tcp/" + port);
  }

  private static String number(int value) {
    return Integer.toString(value);
  }

  private void script(String... arguments) throws IOException {
    var command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("net.sh " + String.join(" ", arguments) + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    }
  }

  @Override
  public void close() throws IOException {
    script("down", prefix);
  }
}
