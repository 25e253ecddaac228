package dev.pli.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// An OpenSSH server of this run: a free port of the loopback, keys of its own in the run's folder,
/// nothing of the machine's configuration.
final class Sshd implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int LOOKS = 200;
  private static final long LOOK_NANOS = 20_000_000;

  private final Process process;
  private final Path key;
  private final int port;

  private Sshd(Process process, Path key, int port) {
    this.process = process;
    this.key = key;
    this.port = port;
  }

  /// Empty when there is none to start.
  static Optional<Sshd> start(Optional<Path> program, Path folder)
      throws IOException, InterruptedException {
    if (program.isEmpty()) {
      return Optional.empty();
    }
    int port = freePort();
    Path hostKey = key(folder.resolve("host"));
    Path userKey = key(folder.resolve("user"));
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd")); // Where its children are shut in.
    }
    Path configuration =
        Files.writeString(folder.resolve("sshd_config"), configuration(port, hostKey, userKey));
    Process process =
        new ProcessBuilder(
                program.get().toString(),
                "-D",
                "-f",
                configuration.toString(),
                "-E",
                folder.resolve("sshd.log").toString())
            .start();
    var sshd = new Sshd(process, userKey, port);
    sshd.awaitPort();
    return Optional.of(sshd);
  }

  private static Path key(Path file) throws IOException, InterruptedException {
    Launcher.run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString()));
    return file;
  }

  private static String configuration(int port, Path hostKey, Path userKey) {
    return """
    ListenAddress %s:%d
    HostKey %s
    AuthorizedKeysFile %s.pub
    PidFile none
    UsePAM no
    StrictModes no
    PasswordAuthentication no
    PermitRootLogin prohibit-password
    Subsystem sftp internal-sftp
    """
        .formatted(LOOPBACK, port, hostKey, userKey);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitPort() throws IOException {
    for (int i = 0; i < LOOKS && process.isAlive(); i++) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return;
      } catch (IOException notYet) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
    close();
    throw new IOException("sshd does not listen");
  }

  /// scp as it comes, with its own choice of cipher.
  void copy(Path source, Path target) throws IOException, InterruptedException {
    Launcher.run(
        List.of(
            "scp",
            "-q",
            "-F",
            "/dev/null",
            "-o",
            "BatchMode=yes",
            "-o",
            "StrictHostKeyChecking=no",
            "-o",
            "UserKnownHostsFile=/dev/null",
            "-o",
            "LogLevel=ERROR",
            "-o",
            "IdentitiesOnly=yes",
            "-i",
            key.toString(),
            "-P",
            Integer.toString(port),
            source.toString(),
            System.getProperty("user.name") + "@" + LOOPBACK + ":" + target));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
