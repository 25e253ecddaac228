package dev.pli.crypto;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.pli.crypto.primitive.Secret;
import java.io.File;
import java.io.FileInputStream;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.Set;

/// Holds invariant 17 for this module, all of it: no file, socket, thread, clock or default
/// randomness; and says who may look at key bytes.
@AnalyzeClasses(packages = "dev.pli.crypto", importOptions = ImportOption.DoNotIncludeTests.class)
class PurityTest {
  private static final String[] WORLD = {
    "java.net..", "java.nio.channels..", "java.nio.file..", "java.sql..", "java.util.concurrent..",
  };

  /// Who reads a [Secret], and what becomes public thereby.
  private static final Set<String> MAY_REVEAL =
      Set.of(
          "dev.pli.crypto.primitive.HedgedRandom", // Fresh bytes on their way into a MAC.
          "dev.pli.crypto.primitive.KeyWrap", // The salt.
          "dev.pli.crypto.primitive.SelfTest", // Published keys.
          "dev.pli.crypto.noise.SymmetricState", // temp_h, which goes into the transcript's hash.
          "dev.pli.crypto.hpke.KeySchedule", // The base nonce, and hashes of what is public.
          "dev.pli.crypto.session.Epoch", // rekey bind, which goes into a prologue.
          "dev.pli.crypto.seal.ContentKey", // The pid, and the commitment kc.
          "dev.pli.crypto.seal.PartEntry"); // The salt of a part.

  @ArchTest
  static final ArchRule TOUCHES_NOTHING_OUTSIDE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(WORLD)
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(File.class, FileInputStream.class, Thread.class, Clock.class, Random.class)
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule RANDOMNESS_IS_AN_ARGUMENT =
      noClasses()
          .should()
          .callConstructor(SecureRandom.class)
          .orShould()
          .callConstructor(SecureRandom.class, byte[].class)
          .orShould()
          .callMethod(SecureRandom.class, "getInstanceStrong")
          .orShould()
          .callMethod(SecureRandom.class, "getInstance", String.class)
          .orShould()
          .callMethodWhere(generatesWithoutSource());

  @ArchTest
  static final ArchRule NO_PROVIDER_IS_REGISTERED =
      noClasses()
          .should()
          .callMethodWhere(
              JavaAccess.Predicates.target(
                      com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                          JavaClass.Predicates.equivalentTo(Security.class)))
                  .and(
                      JavaAccess.Predicates.target(
                          com.tngtech.archunit.core.domain.properties.HasName.Predicates
                              .nameMatching("(add|insert|remove).*|setProperty"))));

  @ArchTest
  static final ArchRule KEY_BYTES_ARE_SEEN_BY_FEW =
      noClasses()
          .that(
              DescribedPredicate.describe(
                  "may not look at key bytes", c -> !MAY_REVEAL.contains(outermost(c))))
          .should()
          .callMethod(Secret.class, "reveal");

  @ArchTest
  static final ArchRule ARRAYS_STAY_AMONG_THE_PRIMITIVES =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage("..primitive..")
          .and()
          .arePublic()
          .should()
          .notHaveRawReturnType(byte[].class);

  @ArchTest
  static final ArchRule PROVIDERS_STAY_BEHIND_THE_PRIMITIVES =
      noClasses()
          .that()
          .resideOutsideOfPackage("..primitive..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javax.crypto..", "java.security..", "org.bouncycastle.crypto..");

  @ArchTest
  static final ArchRule CERTIFICATES_ARE_WRITTEN_IN_ONE_PLACE =
      classes()
          .that()
          .resideInAnyPackage("org.bouncycastle.asn1..")
          .should()
          .onlyBeAccessed()
          .byClassesThat()
          .haveSimpleName("SelfSignedCertificate")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule PACKAGES_STAND_IN_ONE_ORDER =
      slices().matching("dev.pli.crypto.(*)..").should().beFreeOfCycles();

  /// A JDK generator or signer that was not told where its randomness comes from.
  private static DescribedPredicate<JavaMethodCall> generatesWithoutSource() {
    return DescribedPredicate.describe(
        "sign without a source of randomness",
        call ->
            call.getTargetOwner().isEquivalentTo(java.security.Signature.class)
                && call.getName().equals("initSign")
                && call.getTarget().getRawParameterTypes().size() == 1);
  }

  private static String outermost(JavaClass type) {
    String name = type.getName();
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }
}
