package dev.berth.targets.kubernetes.checking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RightTest {

  @Test
  void areThoseOfTheFileThatPeopleApply() throws IOException {
    Path applied = Path.of("../../k8s/targets/kubernetes/rights.yaml");
    long verbs =
        Files.readAllLines(applied).stream()
            .filter(line -> line.contains("verbs: ["))
            .mapToLong(line -> line.substring(line.indexOf("verbs: [")).split(",").length)
            .sum();

    List<Right> rights = Right.all();

    assertThat(rights).hasSize((int) verbs);
    assertThat(rights).extracting(Right::service).containsOnly(Rights.PROVISIONER, Rights.MONITOR);
    assertThat(rights)
        .extracting(Right::toString)
        .contains("create rayjobs.ray.io", "get pods/log", "list nodes of the whole cluster");
  }

  @Test
  void askAboutASubresourceInTheNamespace() {
    assertThat(new Right("s", "get", "", "pods", "log", false).review("ns").toString())
        .contains("subresource=log")
        .contains("namespace=ns");
    assertThat(new Right("s", "list", "", "nodes", null, true).review("ns").toString())
        .doesNotContain("subresource")
        .doesNotContain("ns");
  }
}
