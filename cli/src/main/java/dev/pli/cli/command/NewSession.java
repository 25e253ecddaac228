package dev.pli.cli.command;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Leaves the terminal that started this process, so that closing it or Ctrl+C in it does not end a
/// background node: setsid(2). Where there is no such call, nothing happens.
final class NewSession {
  private NewSession() {}

  @SuppressWarnings("restricted") // A call of the C library; it takes and gives one number.
  static void begin() {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> setsid = linker.defaultLookup().find("setsid");
    if (setsid.isPresent()) {
      call(linker.downcallHandle(setsid.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT)));
    }
  }

  private static void call(MethodHandle setsid) {
    try {
      int session = (int) setsid.invokeExact();
      if (session < 0) { // Already the first of its group: nothing to leave.
        return;
      }
    } catch (Throwable e) { // A method handle declares it; the C function throws nothing.
      throw new IllegalStateException("setsid", e);
    }
  }
}
