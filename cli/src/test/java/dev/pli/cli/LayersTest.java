package dev.pli.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.pli.cli.desk.CliCommand;

/// The line inside the module: words, terminal, vault, desk, command, and the program around them.
@AnalyzeClasses(packages = "dev.pli.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CIRCLE =
      slices().matching("dev.pli.cli.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NOBODY_SEES_THE_PROGRAM =
      noClasses()
          .that()
          .resideInAPackage("dev.pli.cli.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.pli.cli");

  @ArchTest
  static final ArchRule THE_GRAMMAR_IS_OF_COMMANDS =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.pli.cli.words..",
              "dev.pli.cli.terminal..",
              "dev.pli.cli.vault..",
              "dev.pli.cli.desk..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule JLINE_ASKS_AND_NOTHING_ELSE =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.pli.cli.terminal..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.jline..");

  @ArchTest
  static final ArchRule THE_CODEC_WRITES_JSON =
      noClasses().should().dependOnClassesThat().resideInAPackage("com.fasterxml..");

  /// A command asks the office: the store and the node behind it are wired in one package.
  @ArchTest
  static final ArchRule COMMANDS_ASK_THE_OFFICE =
      noClasses()
          .that()
          .resideInAPackage("dev.pli.cli.command..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.pli.core.node..");

  @ArchTest
  static final ArchRule COMMANDS_ARE_FINAL =
      classes().that().implement(CliCommand.class).should().haveModifier(JavaModifier.FINAL);
}
