package dev.pli.desktop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// Holds the window's place at the end of the line. ARCHITECTURE.md section 1.
@AnalyzeClasses(packages = "dev.pli.desktop", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
  @ArchTest
  static final ArchRule KNOWS_NOTHING_OF_ITS_SIBLING_NOR_OF_THE_DISK =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.pli.cli..",
              "dev.pli.core.store..",
              "dev.pli.crypto..",
              "io.netty..",
              "java.sql..");
}
