package dev.berth.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.local.demo.ProjectClusters;
import dev.berth.local.platform.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterDemoOptionsTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void saysThatNoControlPlaneIsBuiltAndWhatBuildsOne() {
    Home home = new Home(Path.of("../.."));

    assertThat(ProjectClusters.missing(home, Map.of("BERTH_LIVE_KUBERNETES", folder.toString())))
        .hasValueSatisfying(missing ->
            assertThat(missing)
                .contains("no control plane is built in " + folder)
                .contains("testing/live/kubernetes/cluster install"));
    assertThat(ProjectClusters.missing(new Home(folder), Map.of()))
        .hasValueSatisfying(missing -> assertThat(missing).startsWith("there is no " + folder));
  }

  @Test
  void wantsTwoKubeconfigsThatCanBeRead() throws IOException {
    Path one = Files.writeString(folder.resolve("one"), "");

    assertThat(demo("--kubernetes", "--kubeconfig", one.toString()).err())
        .contains("--kubeconfig is needed twice")
        .contains("or once with two contexts, and was given 1 times");
    assertThat(demo("--kubernetes", "--kubeconfig", folder.resolve("no").toString()).err())
        .contains(folder.resolve("no") + " cannot be read");
    assertThat(demo("--kubeconfig", one.toString()).err())
        .contains("--kubeconfig needs --kubernetes");
    assertThat(demo("--kubernetes", "--context", "east").err())
        .contains("--context needs --kubeconfig");
  }

  @Test
  void wantsTwoContextsThatAreThereAndTwoClusters() throws IOException {
    String file =
        Files.writeString(
                folder.resolve("both"),
                """
                apiVersion: v1
                kind: Config
                current-context: east
                clusters: [{name: e, cluster: {server: "https://127.0.0.1:1"}}, {name: w, cluster: {server: "https://127.0.0.1:2"}}]
                users: [{name: u, user: {token: t}}]
                contexts: [{name: east, context: {cluster: e, user: u}}, {name: west, context: {cluster: w, user: u}}, {name: other, context: {cluster: e, user: u}}]
                """)
            .toString();

    assertThat(demo("--kubernetes", "--kubeconfig", file, "--context", "east").err())
        .contains("--context is needed twice, once for each cluster, and was given 1 times");
    assertThat(
            demo("--kubernetes", "--kubeconfig", file, "--context", "east", "--context", "north")
                .err())
        .contains(file + " has no context 'north'; its contexts are [east, other, west]");
    assertThat(
            demo("--kubernetes", "--kubeconfig", file, "--context", "east", "--context", "other")
                .err())
        .contains("two clusters are needed, and both are https://127.0.0.1:1");
  }

  private Ran demo(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "demo";
    all[1] = "--data";
    all[2] = folder.resolve("data").toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    Ran ran = Ran.berth(all);
    assertThat(ran.code()).isEqualTo(2);
    return ran;
  }
}
