package dev.berth.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.berth.local");

  @Test
  void packagesDoNotDependOnEachOtherInCircles() {
    slices().matching("dev.berth.local.(*)..").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void onlyCommandsKnowTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.berth.local.cli")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "dev.berth.local.cli")
        .check(OURS);
  }

  @Test
  void onlyTracesKnowHowSpansTravel() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.berth.local.traces")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.opentelemetry.proto..", "com.google.protobuf..")
        .check(OURS);
  }

  @Test
  void theProgramStartsWithoutQuarkus() {
    noClasses().should().dependOnClassesThat().resideInAPackage("io.quarkus..").check(OURS);
  }

  @Test
  void textOnlyShowsFacts() {
    noClasses()
        .that()
        .resideInAPackage("dev.berth.local.text")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "java.net..", "java.io..", "java.nio.file..")
        .check(OURS);
  }
}
