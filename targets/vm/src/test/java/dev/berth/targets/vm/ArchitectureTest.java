package dev.berth.targets.vm;

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
          .importPackages("dev.berth.targets.vm");

  @Test
  void packagesDoNotDependOnEachOtherInCircles() {
    slices().matching("dev.berth.targets.vm.(*)..").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void thePortAsksNobody() {
    noClasses()
        .that()
        .resideInAPackage("dev.berth.targets.vm.machines..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.nio.file..",
            "java.net..",
            "dev.berth.targets.vm",
            "dev.berth.targets.vm.standing..",
            "dev.berth.targets.vm.running..",
            "dev.berth.targets.vm.making..",
            "dev.berth.targets.vm.settingup..")
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
