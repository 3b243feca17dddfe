package dev.berth.advisor;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The folders say the truth: what stands where may see what, and only that. */
class ArchitectureTest {

  private static final String ROOT = "dev.berth.advisor";

  private static final JavaClasses ADVISOR =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  /**
   * The core sees the JDK, the contracts and the port of the targets. Jackson only where a table is
   * read ({@link PolicyFile}) and where a fleet is named by its JSON ({@link FleetView}).
   */
  @Test
  void theCoreSeesNoFramework() {
    classes()
        .that()
        .resideInAPackage(ROOT)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    ROOT,
                    "java..",
                    "dev.berth.contracts",
                    "dev.berth.targets.api",
                    "org.jspecify.annotations")
                .or(
                    resideInAPackage("com.fasterxml.jackson..")
                        .as("Jackson, which another rule is about")))
        .check(ADVISOR);
    noClasses()
        .that()
        .resideInAPackage(ROOT)
        .and()
        .doNotBelongToAnyOf(PolicyFile.class, FleetView.class)
        .should()
        .dependOnClassesThat(resideInAPackage("com.fasterxml.jackson.."))
        .check(ADVISOR);
  }

  /** Edges meet in the wiring; telemetry stands around the others' ports from outside. */
  @Test
  void edgesDoNotSeeEachOther() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("core")
        .definedBy(ROOT)
        .layer("http")
        .definedBy(ROOT + ".http..")
        .layer("kafka")
        .definedBy(ROOT + ".kafka..")
        .layer("telemetry")
        .definedBy(ROOT + ".telemetry..")
        .layer("wiring")
        .definedBy(ROOT + ".wiring..")
        .whereLayer("wiring")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("telemetry")
        .mayOnlyBeAccessedByLayers("wiring")
        .whereLayer("http")
        .mayOnlyBeAccessedByLayers("wiring", "telemetry")
        .whereLayer("kafka")
        .mayOnlyBeAccessedByLayers("wiring", "telemetry")
        .check(ADVISOR);
  }

  @Test
  void everythingStandsInAKnownPackage() {
    classes()
        .should()
        .resideInAnyPackage(
            ROOT, ROOT + ".http", ROOT + ".kafka", ROOT + ".telemetry", ROOT + ".wiring")
        .check(ADVISOR);
  }

  @Test
  void onlyTheWiringReadsClockIdRandomAndEnvironment() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".wiring..")
        .should()
        .callMethodWhere(
            target(owner(type(Clock.class))).and(target(nameMatching("system.*|tick.*"))))
        .orShould()
        .callMethodWhere(target(name("now")).and(target(owner(times()))))
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethodWhere(
            target(owner(type(System.class)))
                .and(target(nameMatching("getenv|getProperty|currentTimeMillis|nanoTime"))))
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callConstructorWhere(target(owner(type(Random.class))))
        .orShould()
        .dependOnClassesThat(type(ThreadLocalRandom.class))
        .check(ADVISOR);
  }

  @Test
  void onlyTelemetryAndWiringKnowSpansAndMeters() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".telemetry..", ROOT + ".wiring..")
        .should()
        .dependOnClassesThat(resideInAnyPackage("io.opentelemetry..", "io.micrometer.."))
        .check(ADVISOR);
  }

  @Test
  void namesSayWhatAThingIs() {
    classes().should(beNamedForWhatTheyAre()).check(ADVISOR);
  }

  private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> times() {
    return type(Instant.class)
        .or(type(LocalDateTime.class))
        .or(type(OffsetDateTime.class))
        .or(type(ZonedDateTime.class))
        .as("a time");
  }

  private static ArchCondition<JavaClass> beNamedForWhatTheyAre() {
    Pattern banned =
        Pattern.compile(
            "(Util|Utils|Helper|Manager|Impl|Base|Abstract|Common|Data|Info|DTO|Dto|Handler|Processor)(?![a-z])");
    return new ArchCondition<>("have none of the banned words in their names") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        boolean bad = banned.matcher(item.getSimpleName()).find();
        events.add(new SimpleConditionEvent(item, !bad, item.getName()));
      }
    };
  }
}
