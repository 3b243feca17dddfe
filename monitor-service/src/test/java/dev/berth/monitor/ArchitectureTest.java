package dev.berth.monitor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What each package may know. */
class ArchitectureTest {

  private static final JavaClasses MONITOR =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.berth.monitor");

  @Test
  void theCoreKnowsTheLanguageAndNothingElse() {
    classes()
        .that()
        .resideInAPackage("dev.berth.monitor")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.berth.monitor",
            "dev.berth.contracts",
            "java..",
            "org.jspecify.annotations",
            "com.fasterxml.jackson.annotation",
            "io.quarkus.runtime.annotations")
        .check(MONITOR);
  }

  @Test
  void onlyWiringReadsTheClockAndRandomness() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.berth.monitor.wiring")
        .should()
        .callMethod(java.time.Clock.class, "systemUTC")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.util.concurrent.ThreadLocalRandom.class)
        .check(MONITOR);
  }

  @Test
  void spansAndMetersStandOnlyInTelemetry() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.berth.monitor.telemetry", "dev.berth.monitor.wiring")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.opentelemetry..", "io.micrometer..")
        .check(MONITOR);
  }

  @Test
  void edgesKnowOneAnotherOnlyInOneDirection() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("dev.berth.monitor..")
        .layer("core")
        .definedBy("dev.berth.monitor")
        .layer("watch")
        .definedBy("dev.berth.monitor.watch")
        .layer("streams")
        .definedBy("dev.berth.monitor.streams")
        .layer("kafka")
        .definedBy("dev.berth.monitor.kafka")
        .layer("http")
        .definedBy("dev.berth.monitor.http")
        .layer("telemetry")
        .definedBy("dev.berth.monitor.telemetry")
        .layer("wiring")
        .definedBy("dev.berth.monitor.wiring")
        .whereLayer("wiring")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("telemetry")
        .mayOnlyBeAccessedByLayers("wiring")
        .whereLayer("http")
        .mayOnlyBeAccessedByLayers("wiring")
        .whereLayer("kafka")
        .mayOnlyBeAccessedByLayers("http", "wiring")
        .whereLayer("streams")
        .mayOnlyBeAccessedByLayers("http", "telemetry", "wiring")
        .whereLayer("watch")
        .mayOnlyBeAccessedByLayers("streams", "kafka", "telemetry", "wiring")
        .check(MONITOR);
  }
}
