package dev.berth.advisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptHistory;
import dev.berth.contracts.Decision;
import dev.berth.contracts.Ending;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.FilterReason;
import dev.berth.contracts.TargetObserved;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One case table a filter: what the job says, what the target is (YAML), and the reason, or nothing
 * where the target passes.
 */
class FiltersTest {

  private static final String H100 =
      "nodes: [{name: n, cpus: 96, memoryMiB: 1000000, accelerators: {kind: h100, count: 8}, maximum: 2, pricePerHour: 10}]";

  private final Deciding deciding = new Deciding(PolicyFile.builtIn());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ray                    | ''                            |
          ray                    | 'runtimes: [ray]'             |
          ray                    | 'runtimes: [command]'         | runtime ray is asked for, the target has [command]
          command                | 'runtimes: [ray, container]'  | runtime command is asked for, the target has [ray, container]
          """)
  void runtime(String runtime, String target, @Nullable String reason) {
    check("runtime", "'runtime': '" + runtime + "'", target, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          8 h100 |
          1 h100 |
          9 h100 | 9 h100 a worker are asked for, no machine has them: [8 h100]
          1 a100 | 1 a100 a worker are asked for, no machine has them: [8 h100]
          """)
  void accelerators(String wanted, @Nullable String reason) {
    check("accelerators", "'resources': " + workerOf(1, 1024, wanted), H100, reason);
  }

  @Test
  void acceleratorsAreMissingWhereThereAreNone() {
    check(
        "accelerators",
        "'resources': " + workerOf(1, 1024, "1 h100"),
        "",
        "1 h100 a worker are asked for, no machine has them: [none]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          8    | 16384 |
          0.1  | 16    |
          8.5  | 16384 | a worker needs 8.5 cores and 16384 MiB, the largest machines have 8 cores and 16384 MiB
          8    | 16385 | a worker needs 8 cores and 16385 MiB, the largest machines have 8 cores and 16384 MiB
          """)
  void resources(double cpus, long memoryMiB, @Nullable String reason) {
    check("resources", "'resources': " + workerOf(cpus, memoryMiB, null), "", reason);
  }

  @Test
  void resourcesAreOfOneMachineNotOfTwo() {
    check(
        "resources",
        "'resources': " + workerOf(8, 16384, null),
        "nodes: [{name: a, cpus: 8, memoryMiB: 8192, maximum: 1},"
            + " {name: b, cpus: 4, memoryMiB: 16384, maximum: 1}]",
        "a worker needs 8 cores and 16384 MiB, the largest machines have 8 cores and 16384 MiB");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          16 | 16 | 1 h100 |
          17 | 20 | 1 h100 | 17 workers are asked for, the target's machines hold at most 16
          4  | 4  | 4 h100 |
          5  | 5  | 4 h100 | 5 workers are asked for, the target's machines hold at most 4
          99 | 99 | 1 a100 |
          """)
  void workers(int min, int max, String accelerators, @Nullable String reason) {
    String job =
        "'workers': {'min': %d, 'max': %d}, 'resources': %s"
            .formatted(min, max, workerOf(1, 1024, accelerators));
    check("workers", job, H100, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ethernet   | []                      |
          rdma       | [efa]                   |
          rdma       | [infiniband]            |
          rdma       | []                      | interconnect rdma is asked for, the target has [ethernet]
          rdma       | [ethernet]              | interconnect rdma is asked for, the target has [ethernet]
          infiniband | [efa, infiniband]       |
          infiniband | [slingshot]             | interconnect infiniband is asked for, the target has [slingshot]
          """)
  void interconnect(String wanted, String has, @Nullable String reason) {
    check("interconnect", "'interconnect': '" + wanted + "'", "interconnects: " + has, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []             | []             |
          ['eu']         | [eu, us]       |
          ['eu', 'us']   | [us]           |
          ['eu']         | [us]           | location must be one of [eu], the target is in [us]
          ['eu']         | []             | location must be one of [eu], the target is in []
          """)
  void location(String wanted, String has, @Nullable String reason) {
    check("location", constraints("'locations': " + wanted), "locations: " + has, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []                 | []              |
          ['hipaa']          | [gdpr, hipaa]   |
          ['hipaa', 'gdpr']  | [hipaa]         | compliance [gdpr] is asked for, the target has [hipaa]
          ['hipaa']          | []              | compliance [hipaa] is asked for, the target has []
          """)
  void compliance(String wanted, String has, @Nullable String reason) {
    check("compliance", constraints("'compliance': " + wanted), "compliance: " + has, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []                              | hpc                    |
          ['hpc']                         | hpc                    |
          ['hpc', 'virtual-machines']     | managed-kubernetes     | the deployment model must be one of [hpc, virtual-machines], the target's is managed-kubernetes
          """)
  void deploymentModel(String wanted, String model, @Nullable String reason) {
    check(
        "deployment-model",
        constraints("'deploymentModels': " + wanted),
        "model: " + model,
        reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []                |
          ['other', 'it']   |
          ['other']         | only [other] are allowed
          """)
  void allowedTargets(String allowed, @Nullable String reason) {
    check("allowed-targets", constraints("'allowedTargets': " + allowed), "", reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []                |
          ['other']         |
          ['it']            | the job avoids this target
          """)
  void avoidedTargets(String avoided, @Nullable String reason) {
    check("avoided-targets", constraints("'avoidedTargets': " + avoided), "", reason);
  }

  /** Machines of 8 h100 at 10 USD an hour: shared on Kubernetes, whole elsewhere. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          managed-kubernetes | 1  | 1.25  |
          managed-kubernetes | 1  | 1.24  | all workers cost 1.25 USD an hour, the ceiling is 1.24
          virtual-machines   | 1  | 10    |
          virtual-machines   | 1  | 9.99  | all workers cost 10.00 USD an hour, the ceiling is 9.99
          virtual-machines   | 9  | 19.99 | all workers cost 20.00 USD an hour, the ceiling is 19.99
          hpc                | 9  | 20    |
          """)
  void price(String model, int workers, double ceiling, @Nullable String reason) {
    String job =
        "'workers': {'min': %d, 'max': %d}, 'resources': %s, %s"
            .formatted(
                workers,
                workers,
                workerOf(1, 1024, "1 h100"),
                constraints("'maximumPricePerHour': " + ceiling));
    check("price", job, "model: " + model + ", " + H100, reason);
  }

  @Test
  void priceIsThatOfAShapeThatHoldsAllWorkers() {
    check(
        "price",
        "'workers': {'min': 8, 'max': 8}, " + constraints("'maximumPricePerHour': 5"),
        "model: virtual-machines, nodes: [{name: cheap, cpus: 1, memoryMiB: 1024, maximum: 2, pricePerHour: 0.1},"
            + " {name: large, cpus: 8, memoryMiB: 16384, maximum: 1, pricePerHour: 6}]",
        "all workers cost 6.00 USD an hour, the ceiling is 5.00");
  }

  /** Eight workers that one machine could hold have eight machines. */
  @Test
  void priceIsThatOfAMachineForEachWorkerWhereTheyAreMade() {
    check(
        "price",
        "'workers': {'min': 8, 'max': 8}, " + constraints("'maximumPricePerHour': 47"),
        "model: virtual-machines, driver: {kind: vm, settings: {terraform: ec2}},"
            + " nodes: [{name: large, cpus: 8, memoryMiB: 16384, maximum: 8, pricePerHour: 6}]",
        "all workers cost 48.00 USD an hour, the ceiling is 47.00");
  }

  @Test
  void countsAMachineForEachWorkerWhereTheyAreMade() {
    check(
        "workers",
        "'workers': {'min': 3, 'max': 3}",
        "model: virtual-machines, driver: {kind: vm, settings: {terraform: ec2}},"
            + " nodes: [{name: large, cpus: 8, memoryMiB: 16384, maximum: 2}]",
        "3 workers are asked for, the target's machines hold at most 2");
  }

  @Test
  void whatNobodyChargesForIsBelowEveryCeiling() {
    check("price", constraints("'maximumPricePerHour': 0.01"), "", null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          false | 'pricePerHour: 2, preemptiblePricePerHour: 1' |
          false | 'pricePerHour: 2'                             |
          false | 'preemptiblePricePerHour: 1'                  | the fitting machines can be taken back, and the job does not allow that
          true  | 'preemptiblePricePerHour: 1'                  |
          """)
  void preemptible(boolean allowed, String prices, @Nullable String reason) {
    check(
        "preemptible",
        constraints("'preemptible': " + allowed),
        "nodes: [{name: n, cpus: 8, memoryMiB: 16384, maximum: 1, " + prices + "}]",
        reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CONFIGURATION  | it    | attempt job-1 failed here, and would again: no such image
          CONFIGURATION  | other |
          APPLICATION    | it    |
          INFRASTRUCTURE | it    |
          CAPACITY       | it    |
          PREEMPTED      | it    |
          """)
  void misconfigured(FailureCategory category, String target, @Nullable String reason) {
    AttemptHistory history =
        Asked.history(
            Asked.past(1, target, new Ending.Failed(category, "no such image", null)),
            Asked.past(2, "third", new Ending.Lost("gone")));
    check(
        "misconfigured",
        Asked.question(Asked.spec("job", ""), history),
        Fleets.of("id: it"),
        reason);
  }

  @Test
  void healthyIsWhatAnswersAndWhatNothingIsKnownOf() {
    checkHealth(List.of(), null);
    checkHealth(List.of(Fleets.reachable("it")), null);
    checkHealth(
        List.of(Fleets.unreachable("it", "connection refused")),
        "the target cannot be reached: connection refused");
    checkHealth(
        List.of(Fleets.unreachable("it", null)), "the target cannot be reached: no reason known");
  }

  private void checkHealth(List<TargetObserved> readings, @Nullable String reason) {
    check("healthy", Asked.question(""), Fleets.seen(readings, "id: it"), reason);
  }

  @Test
  void onlyUnreachabilityMayPass() {
    assertThat(Filters.ALL.stream().filter(Filter::passing).map(Filter::name))
        .containsExactly("healthy");
    assertThat(Filters.ALL.getLast().name()).isEqualTo("healthy");
  }

  @Test
  void keepsReasonsShortHoweverLongTheListsAre() {
    String targets =
        IntStream.range(0, 1000)
            .mapToObj(i -> "'t%d'".formatted(i))
            .collect(Collectors.joining(", "));
    check(
        "allowed-targets",
        constraints("'allowedTargets': [" + targets + "]"),
        "",
        "only [t0, t1, t2, t3, t4, t5, t6, t7 and 992 more] are allowed");
  }

  @Test
  void cutsWhatATargetSays() {
    List<TargetObserved> readings = List.of(Fleets.unreachable("it", "x".repeat(5000)));

    Decision decision = deciding.decide(Asked.question(""), Fleets.seen(readings, "id: it"));

    assertThat(decision.filtered().getFirst().reasons().getFirst().reason())
        .hasSize(Text.MAXIMUM_CHARACTERS)
        .endsWith("x…");
  }

  private void check(String filter, String job, String target, @Nullable String reason) {
    check(
        filter,
        Asked.question(job),
        Fleets.of("id: it" + (target.isEmpty() ? "" : ", " + target)),
        reason);
  }

  private void check(String filter, Question question, FleetView view, @Nullable String reason) {
    Decision decision = deciding.decide(question, view);

    List<String> reasons =
        decision.filtered().stream()
            .flatMap(filtered -> filtered.reasons().stream())
            .filter(found -> found.filter().equals(filter))
            .map(FilterReason::reason)
            .toList();
    assertThat(reasons).isEqualTo(reason == null ? List.of() : List.of(reason));
    assertThat(decision.chosen() == null).isEqualTo(!decision.filtered().isEmpty());
  }

  private static String constraints(String fields) {
    return "'constraints': {" + fields + "}";
  }

  private static String workerOf(double cpus, long memoryMiB, @Nullable String accelerators) {
    String[] wanted = accelerators == null ? null : accelerators.split(" ", 2);
    return "{'cpus': %s, 'memoryMiB': %d%s}"
        .formatted(
            cpus,
            memoryMiB,
            wanted == null
                ? ""
                : ", 'accelerators': {'kind': '%s', 'count': %s}".formatted(wanted[1], wanted[0]));
  }
}
