package dev.pli.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.FileInputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;

/// Holds invariants 17 and 20: outside `core.node`, `core.store` and `core.disk` nothing touches
/// the world, and each library stays behind its package.
@AnalyzeClasses(packages = "dev.pli.core", importOptions = ImportOption.DoNotIncludeTests.class)
class PurityTest {
  private static final String NODE = "..core.node..";
  private static final String STORE = "..core.store..";
  private static final String DISK = "..core.disk..";

  private static final String[] WORLD = {
    "java.net..", "java.nio.channels..", "java.nio.file..", "java.sql..", "java.util.concurrent..",
  };

  @ArchTest
  static final ArchRule TOUCHES_NOTHING_OUTSIDE =
      noClasses()
          .that()
          .resideOutsideOfPackages(NODE, STORE, DISK)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(WORLD)
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(
              File.class, FileInputStream.class, Thread.class, SecureRandom.class, Clock.class)
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule PROTOBUF_STAYS_BEHIND_THE_CODEC =
      noClasses()
          .that()
          .resideOutsideOfPackage("..core.frame..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.google.protobuf..", "..core.frame.wire..");

  @ArchTest
  static final ArchRule SQL_AND_PASSPHRASE_SCORES_STAY_IN_THE_STORE =
      noClasses()
          .that()
          .resideOutsideOfPackage(STORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.sqlite..", "com.nulabinc..");

  @ArchTest
  static final ArchRule QR_CODES_STAY_ON_PAPER =
      noClasses()
          .that()
          .resideOutsideOfPackage("..core.paper..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.google.zxing..");

  @ArchTest
  static final ArchRule VALUES_STAND_IN_ONE_ORDER =
      slices()
          .matching("dev.pli.core.(identity|contact|frame|evidence|layout|address|paper)..")
          .should()
          .beFreeOfCycles();
}
