package dev.berth.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Json;
import org.junit.jupiter.api.Test;

class TargetsTableTest {

  @Test
  void showsWhatEachHasAndWhetherItAnswers() throws Exception {
    String table =
        TargetsCommand.table(
            Json.mapper()
                .readTree(
                    """
                    [{"target":"eks-west","model":"managed-kubernetes","dialect":"eks","reachable":true,
                      "since":"2026-11-25T07:00:00Z","observedAt":"2026-11-25T07:30:00Z","queueWait":"PT4M",
                      "capacity":{"cpusTotal":96.0,"cpusFree":12.5,"memoryTotalMiB":1000,"memoryFreeMiB":500,
                        "accelerators":[{"kind":"a100","total":16,"free":4},{"kind":"l4","total":8,"free":8}],
                        "attemptsLive":3,"attemptsMaximum":500,"waiting":7}},
                     {"target":"lab","model":"self-hosted-kubernetes","dialect":"kubeadm","reachable":false,
                      "since":"2026-11-25T07:29:00Z","problem":"no route"},
                     {"target":"new","model":"hpc","dialect":"slurm"}]
                    """));

    assertThat(table.lines().toList().get(1).split(" {2,}"))
        .startsWith("eks-west", "managed-kubernetes", "eks", "yes")
        .contains("3/500", "12.5/96.0", "500/1000 MiB", "a100 4/16, l4 8/8", "7, PT4M");
    assertThat(table.lines().toList().get(2)).contains(" no ").endsWith("no route");
    assertThat(table.lines().toList().get(3)).startsWith("new").contains("-");
  }
}
