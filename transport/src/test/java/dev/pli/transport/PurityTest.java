package dev.pli.transport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;

/// Holds invariants 17 and 20: the machines touch no socket, thread or clock, and each library
/// stays behind its package.
@AnalyzeClasses(
    packages = "dev.pli.transport",
    importOptions = ImportOption.DoNotIncludeTests.class)
class PurityTest {
  private static final String[] MACHINES = {
    "..transport.wire..",
    "..transport.multistream..",
    "..transport.noise..",
    "..transport.yamux..",
    "..transport.identify..",
    "..transport.link..",
    "..transport.dcutr..",
    "..transport.autonat..",
  };

  @ArchTest
  static final ArchRule MACHINES_TOUCH_NOTHING_OUTSIDE =
      noClasses()
          .that()
          .resideInAnyPackage(MACHINES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.net..", "java.nio.channels..", "java.nio.file..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Thread.class, SecureRandom.class, Clock.class)
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  /// Frames come back to their pool from the threads that have read them; nothing there waits.
  @ArchTest
  static final ArchRule MACHINES_ARE_OF_ONE_THREAD =
      noClasses()
          .that()
          .resideInAnyPackage(MACHINES)
          .and()
          .resideOutsideOfPackage("..transport.wire..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.concurrent..");

  @ArchTest
  static final ArchRule NETTY_STAYS_AT_THE_EDGE =
      noClasses()
          .that()
          .resideOutsideOfPackage("..transport.netty..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..");

  @ArchTest
  static final ArchRule JSON_STAYS_IN_THE_LOCAL_SOCKET =
      noClasses()
          .that()
          .resideOutsideOfPackage("..transport.local..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml..");

  @ArchTest
  static final ArchRule NO_CYCLE_BETWEEN_PACKAGES =
      slices().matching("dev.pli.transport.(*)..").should().beFreeOfCycles();
}
