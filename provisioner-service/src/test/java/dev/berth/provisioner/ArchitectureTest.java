package dev.berth.provisioner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final String ROOT = "dev.berth.provisioner";

  private final JavaClasses service =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void theCoreSeesNothingButContractsAndThePortToTargets() {
    classes()
        .that()
        .resideInAPackage(ROOT)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT, "java..", "dev.berth.contracts", "dev.berth.targets.api", "org.jspecify..")
        .check(service);
  }

  @Test
  void runningLanesNeedThreadsAndNoFramework() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".running")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT, ROOT + ".running", "java..", "dev.berth.contracts", "org.jspecify..")
        .check(service);
  }

  @Test
  void theCoreReadsNoClockNoChanceAndNoEnvironment() {
    noClasses()
        .that()
        .resideInAPackage(ROOT)
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(InstantSource.class, "system")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "getProperty", String.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Random.class)
        .check(service);
  }

  @Test
  void edgesTranslateAndDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".kafka")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".http", ROOT + ".telemetry", ROOT + ".fleet", ROOT + ".wiring")
        .check(service);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".http")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".kafka", ROOT + ".telemetry", ROOT + ".fleet", ROOT + ".wiring")
        .check(service);
  }

  @Test
  void onlyTheWiringIsJoinedToEverything() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".wiring")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".wiring")
        .check(service);
  }
}
