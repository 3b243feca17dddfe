package dev.berth.targets.kubernetes.checking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigTest {

  private static final String TWO =
      """
      apiVersion: v1
      kind: Config
      current-context: west
      contexts:
        - {name: west, context: {cluster: w, user: me}}
        - {name: east, context: {cluster: e, user: me}}
        - {name: broken, context: {cluster: nowhere, user: me}}
        - {name: nobody, context: {cluster: e, user: nobody}}
      clusters:
        - {name: w, cluster: {server: "https://west:6443"}}
        - {name: e, cluster: {server: "https://east:6443"}}
      users:
        - {name: me, user: {token: secret}}
      """;

  @TempDir private Path folder;

  @Test
  void takesTheCurrentContextIfNoneIsSaid() throws IOException {
    assertThat(found(file(), null)).returns("https://west:6443", Kubeconfig.Found::server);
  }

  @Test
  void takesTheContextThatIsSaid() throws IOException {
    assertThat(found(file(), "east"))
        .returns("https://east:6443", Kubeconfig.Found::server)
        .returns("east", Kubeconfig.Found::context);
  }

  @Test
  void namesTheContextsThatThereAreInstead() throws IOException {
    assertThat(lacking(file(), "north"))
        .returns(
            "kubeconfig %s has no context 'north'".formatted(file()), Kubeconfig.Lacking::reason)
        .extracting(Kubeconfig.Lacking::remedy)
        .asString()
        .contains("[west, east, broken, nobody]");
  }

  @Test
  void saysWhatAContextNamesAndTheFileLacks() throws IOException {
    assertThat(lacking(file(), "broken").reason()).contains("names a cluster that is not in");
    assertThat(lacking(file(), "nobody").reason()).contains("names a user that is not in");
  }

  @Test
  void saysThatTheFileIsNotThereOrNone() throws IOException {
    assertThat(lacking(folder.resolve("no"), null).reason()).contains(folder.resolve("no") + " is");
    Path other = Files.writeString(folder.resolve("other"), "- just\n- a list\n");
    assertThat(lacking(other, null).reason()).startsWith("kubeconfig " + other + " is none");
    Path empty = Files.writeString(folder.resolve("empty"), "apiVersion: v1\nkind: Config\n");
    assertThat(lacking(empty, null).reason()).endsWith("has no current context");
  }

  @Test
  void looksWhereKubectlLooks() throws IOException {
    Path second = file();
    Map<String, String> environment =
        Map.of("KUBECONFIG", folder.resolve("absent") + ":" + second, "HOME", "/nowhere");

    assertThat(Kubeconfig.of(null, "east", environment))
        .asInstanceOf(InstanceOfAssertFactories.type(Kubeconfig.Found.class))
        .returns(second, Kubeconfig.Found::file);
    assertThat(Kubeconfig.of(null, null, Map.of("HOME", "/nowhere")))
        .asInstanceOf(InstanceOfAssertFactories.type(Kubeconfig.Lacking.class))
        .extracting(Kubeconfig.Lacking::reason)
        .asString()
        .contains("/nowhere/.kube/config");
  }

  private Path file() throws IOException {
    return Files.writeString(folder.resolve("two"), TWO);
  }

  private static Kubeconfig.Found found(
      Path file, @org.jspecify.annotations.Nullable String context) {
    Kubeconfig found = Kubeconfig.of(file.toString(), context, Map.of());
    assertThat(found).isInstanceOf(Kubeconfig.Found.class);
    return (Kubeconfig.Found) found;
  }

  private static Kubeconfig.Lacking lacking(
      Path file, @org.jspecify.annotations.Nullable String context) {
    Kubeconfig found = Kubeconfig.of(file.toString(), context, Map.of());
    assertThat(found).isInstanceOf(Kubeconfig.Lacking.class);
    return (Kubeconfig.Lacking) found;
  }
}
