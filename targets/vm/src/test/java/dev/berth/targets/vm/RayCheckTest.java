package dev.berth.targets.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.remote.Facts;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RayCheckTest {

  /** Of h1, h2 and so on; an empty text is a host that has none. */
  private static CheckOutcome of(String... rays) {
    Map<Machine, Facts> heard = new LinkedHashMap<>();
    for (String ray : rays) {
      String name = "h" + (heard.size() + 1);
      heard.put(
          new Machine(name, name, null, null, null, null),
          Facts.of(ray.isEmpty() ? "" : "ray\t" + ray));
    }
    return RayCheck.outcome(heard);
  }

  private static void assertFails(CheckOutcome outcome, String reason) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            CheckOutcome.Failed.class, failed -> assertThat(failed.reason()).isEqualTo(reason));
  }

  @Test
  void theSameEverywhereIsWell() {
    assertThat(of("2.52.0 3.11.2", "2.52.0 3.11.2"))
        .isEqualTo(new CheckOutcome.Passed("every host has Ray 2.52.0 with Python 3.11.2"));
    assertThat(of("3.0.0 3.14.1"))
        .isEqualTo(new CheckOutcome.Passed("every host has Ray 3.0.0 with Python 3.14.1"));
  }

  @Test
  void oneThatKnowsNoTokenIsToldOf() {
    assertThat(of("2.51.9 3.11.2"))
        .isEqualTo(
            new CheckOutcome.Passed(
                "every host has Ray 2.51.9 with Python 3.11.2; it takes orders from whoever reaches it: "
                    + "before 2.52 it knows no token"));
  }

  @Test
  void hostsWithoutItAreNamed() {
    assertFails(
        of("2.52.0 3.11.2", "", "none 3.11.2"),
        "there is no Ray, or its Python does not know it, on h2, h3");
  }

  @Test
  void whatItsJobsInterfaceNeedsIsNamed() {
    assertFails(
        of("2.52.0 3.11.2", "2.52.0 3.11.2 aiohttp opencensus"),
        "what Ray's jobs interface needs is missing: h2: aiohttp, opencensus");
  }

  @Test
  void versionsThatDifferAreNamedWithTheirHosts() {
    assertFails(
        of("2.52.0 3.11.2", "2.52.1 3.11.2", "2.52.0 3.11.2", "2.52.0 3.11.3"),
        "Ray's nodes refuse each other: 2.52.0 with Python 3.11.2 on h1, h3; "
            + "2.52.1 with Python 3.11.2 on h2; 2.52.0 with Python 3.11.3 on h4");
  }
}
