package dev.berth.targets.slurm;

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
          .importPackages("dev.berth.targets.slurm");

  @Test
  void packagesDoNotDependOnEachOtherInCircles() {
    slices().matching("dev.berth.targets.slurm.(*)..").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void planningAsksNobody() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.berth.targets.slurm.script..", "dev.berth.targets.slurm.rendering..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "java.nio.channels..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ProcessBuilder.class)
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "getenv")
        .check(OURS);
  }
}
