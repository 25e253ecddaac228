package dev.pli.transport;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Linux says by itself when an address or a cable comes or goes: rtnetlink(7), read by one thread
/// of this process, which sleeps in the kernel until then. On other systems nothing is heard, and
/// who wants to know has to look. Thread-safe.
///
/// ```
///  sockaddr_nl: u16 family = 16, u16 0, u32 0, u32 groups
/// ```
final class RouteMessages {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW_CLOSE_ON_EXEC = 3 | 0x80000;
  private static final int NETLINK_ROUTE = 0;

  /// Links, IPv4 addresses, IPv6 addresses.
  private static final int GROUPS = 0x1 | 0x10 | 0x100;

  private static final int ADDRESS_BYTES = 12;
  private static final int MESSAGE_BYTES = 8_192;

  private static final Set<Runnable> HEARERS = ConcurrentHashMap.newKeySet();
  private static boolean isRunning; // Guarded by the class.

  private RouteMessages() {}

  /// Runs `hearer` soon after each change, on a thread that must not wait, until it is told to
  /// [#forget].
  static synchronized void hear(Runnable hearer) {
    HEARERS.add(hearer);
    if (!isRunning && System.getProperty("os.name").equals("Linux")) {
      isRunning = true;
      Thread.ofPlatform().daemon().name("pli-route-messages").start(RouteMessages::run);
    }
  }

  static void forget(Runnable hearer) {
    HEARERS.remove(hearer);
  }

  private static void run() {
    try (Arena arena = Arena.ofConfined()) {
      read(arena);
    } catch (Throwable e) { // What a method handle declares: then networks are only looked at.
      System.getLogger("pli").log(System.Logger.Level.DEBUG, "no route messages");
    }
  }

  private static void read(Arena arena) throws Throwable {
    int socket =
        (int)
            handle("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT))
                .invokeExact(AF_NETLINK, SOCK_RAW_CLOSE_ON_EXEC, NETLINK_ROUTE);
    MemorySegment address = arena.allocate(ADDRESS_BYTES, JAVA_INT.byteAlignment());
    address.set(JAVA_SHORT, 0, (short) AF_NETLINK);
    address.set(JAVA_INT, 8, GROUPS);
    MethodHandle bind =
        handle("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    MethodHandle receive =
        handle("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    if (socket < 0 || (int) bind.invokeExact(socket, address, ADDRESS_BYTES) != 0) {
      return;
    }
    MemorySegment message = arena.allocate(MemoryLayout.sequenceLayout(MESSAGE_BYTES, JAVA_BYTE));
    while ((long) receive.invokeExact(socket, message, (long) MESSAGE_BYTES, 0) > 0) {
      HEARERS.forEach(Runnable::run);
    }
  }

  /// Restricted because a wrong shape would break the process: these three are POSIX.
  @SuppressWarnings("restricted")
  private static MethodHandle handle(String name, FunctionDescriptor shape) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape);
  }
}
