package dev.berth.testing.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Dashboard and alerts ask for metrics that the services have, and send people to real chapters.
 */
class WatchedMetricsTest {

  private static final Pattern METRIC = Pattern.compile("\\bberth_[a-z_]+");
  private static final Pattern REGISTERED = Pattern.compile("\"(berth(?:\\.[a-z]+)+)\"");

  /** What Prometheus' registry adds to a meter's name, the longest first. */
  private static final List<String> ADDED =
      List.of("_seconds_bucket", "_seconds_count", "_seconds_sum", "_seconds_max", "_total", "");

  private static final Path ALERTS = Repository.ROOT.resolve("docker/prometheus/alerts.yml");
  private static final JsonNode DASHBOARD =
      Repository.json(Repository.ROOT.resolve("docker/grafana/dashboards/berth.json"));

  static Stream<String> metrics() {
    Set<String> used = new TreeSet<>();
    for (String expression : expressions()) {
      METRIC.matcher(expression).results().forEach(match -> used.add(match.group()));
    }
    return used.stream();
  }

  private static List<String> expressions() {
    List<String> expressions = new ArrayList<>(DASHBOARD.findValuesAsText("expr"));
    expressions.addAll(Repository.yaml(ALERTS).findValuesAsText("expr"));
    return expressions;
  }

  private static Set<String> registered() {
    return Service.ALL.stream()
        .flatMap(service -> sources(service).stream())
        .flatMap(file -> REGISTERED.matcher(Repository.text(file)).results())
        .map(match -> match.group(1).replace('.', '_'))
        .collect(Collectors.toSet());
  }

  /** Where meters are made; elsewhere a literal of the same form is a setting or an attribute. */
  private static List<Path> sources(Service service) {
    return Stream.of("telemetry", "wiring")
        .map(edge -> "src/main/java/dev/berth/%s/%s".formatted(service.name(), edge))
        .filter(edge -> Files.exists(service.folder().resolve(edge)))
        .flatMap(edge -> Repository.files(service.name() + "-service/" + edge, ".java").stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void asksForAMetricThatAServiceHas(String metric) {
    assumeThat(ServiceTest.written()).containsExactlyElementsOf(Service.ALL);

    Set<String> registered = registered();

    assertThat(ADDED)
        .as("%s is none of %s", metric, registered)
        .anyMatch(added ->
            metric.endsWith(added)
                && registered.contains(metric.substring(0, metric.length() - added.length())));
  }

  @Test
  void showsWhatMustBeWatched() {
    assertThat(metrics().toList())
        .contains(
            "berth_decisions_total",
            "berth_decision_latency_seconds_bucket",
            "berth_consumer_lag",
            "berth_jobs",
            "berth_attempts_ended_total",
            "berth_releases_outstanding",
            "berth_looks_seconds_count",
            "berth_dead_letters_total");
    assertThat(expressions()).anyMatch(expression -> expression.contains("jvm_memory_used_bytes"));
  }

  @Test
  void drawsEveryPanelFromTheProvisionedSource() {
    String provisioned =
        Repository.yaml(
                Repository.ROOT.resolve("docker/grafana/provisioning/datasources/prometheus.yaml"))
            .at("/datasources/0/uid")
            .asText();

    for (JsonNode panel : DASHBOARD.path("panels")) {
      assertThat(panel.findValues("datasource"))
          .as(panel.path("title").asText())
          .isNotEmpty()
          .allMatch(source -> source.path("uid").asText().equals(provisioned));
    }
    assertThat(DASHBOARD.path("panels").findValuesAsText("id")).doesNotHaveDuplicates();
  }

  @Test
  void callsPeopleOnKubernetesAsItDoesUnderCompose() {
    JsonNode rule =
        Repository.yaml(Repository.ROOT.resolve("k8s/components/prometheus-operator/alerts.yaml"));

    assertThat(rule.at("/spec/groups")).isEqualTo(Repository.yaml(ALERTS).path("groups"));
  }

  @Test
  void sendsPeopleToAChapterOfTheRunbook() {
    Set<String> chapters =
        Repository.text(Repository.ROOT.resolve("docs/runbook.md"))
            .lines()
            .filter(line -> line.startsWith("## "))
            .map(line ->
                line.substring(3)
                    .toLowerCase(java.util.Locale.ROOT)
                    .replaceAll("[^a-z0-9 -]", "")
                    .replace(' ', '-'))
            .collect(Collectors.toSet());

    assertThat(Repository.yaml(ALERTS).findValuesAsText("runbook"))
        .hasSizeGreaterThan(5)
        .allSatisfy(page -> {
          assertThat(page).startsWith("docs/runbook.md#");
          assertThat(chapters).contains(page.substring(page.indexOf('#') + 1));
        });
  }
}
