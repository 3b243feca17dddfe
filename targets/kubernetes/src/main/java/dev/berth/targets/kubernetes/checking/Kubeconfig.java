package dev.berth.targets.kubernetes.checking;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What kubeconfig files say of one context. */
sealed interface Kubeconfig {

  /**
   * All that it takes.
   *
   * @param file which file the context is in
   * @param context its name
   * @param server the API server's address
   * @param user how one signs in
   */
  record Found(Path file, String context, String server, AuthInfo user) implements Kubeconfig {}

  /** No file, but the account that Kubernetes gives a pod. */
  record OfThisPod() implements Kubeconfig {}

  /**
   * Something is missing.
   *
   * @param reason what
   * @param remedy what to do about it
   */
  record Lacking(String reason, String remedy) implements Kubeconfig {}

  /** Where Kubernetes mounts a pod's token. */
  Path POD_TOKEN = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");

  /**
   * Looks where the driver would.
   *
   * @param file the target's setting, or null
   * @param context the target's setting, or null for the current one
   */
  static Kubeconfig of(
      @Nullable String file, @Nullable String context, Map<String, String> environment) {
    List<Path> files = file == null ? usual(environment) : List.of(Path.of(file).toAbsolutePath());
    List<Path> there = files.stream().filter(Files::isReadable).toList();
    if (there.isEmpty()) {
      return file == null && Files.isReadable(POD_TOKEN)
          ? new OfThisPod()
          : new Lacking(
              "kubeconfig %s is not there, or may not be read".formatted(first(files)),
              "name the file in driver.settings.kubeconfig, by its absolute path, where the"
                  + " services see it");
    }
    Lacking lacking = null;
    for (Path one : there) {
      Kubeconfig found = in(one, context);
      if (!(found instanceof Lacking missing)) {
        return found;
      }
      lacking = lacking == null ? missing : lacking;
    }
    return lacking == null ? new Lacking("no kubeconfig", "name one") : lacking;
  }

  private static Object first(List<Path> files) {
    return files.isEmpty() ? "~/.kube/config" : files.getFirst();
  }

  private static List<Path> usual(Map<String, String> environment) {
    String said = environment.getOrDefault("KUBECONFIG", "");
    return said.isBlank()
        ? List.of(Path.of(environment.getOrDefault("HOME", "/"), ".kube", "config"))
        : Stream.of(said.split(Pattern.quote(File.pathSeparator)))
            .filter(one -> !one.isBlank())
            .map(Path::of)
            .toList();
  }

  private static Kubeconfig in(Path file, @Nullable String wanted) {
    Config config;
    try {
      config = Serialization.unmarshal(Files.readString(file), Config.class);
    } catch (IOException | RuntimeException e) {
      return new Lacking(
          "kubeconfig %s is none: %s"
              .formatted(file, String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          "write it anew, with the provider's command that the target's page names");
    }
    String name = wanted == null ? config.getCurrentContext() : wanted;
    List<String> names = config.getContexts().stream().map(NamedContext::getName).toList();
    Optional<Context> context =
        config.getContexts().stream()
            .filter(one -> one.getName().equals(name))
            .map(NamedContext::getContext)
            .findFirst();
    if (context.isEmpty()) {
      return new Lacking(
          name == null || name.isEmpty()
              ? "kubeconfig %s has no current context".formatted(file)
              : "kubeconfig %s has no context '%s'".formatted(file, name),
          "set driver.settings.context to one that it has: " + names);
    }
    Optional<String> server =
        config.getClusters().stream()
            .filter(one -> one.getName().equals(context.get().getCluster()))
            .map((NamedCluster one) -> one.getCluster().getServer())
            .findFirst();
    Optional<AuthInfo> user =
        config.getUsers().stream()
            .filter(one -> one.getName().equals(context.get().getUser()))
            .map(NamedAuthInfo::getUser)
            .findFirst();
    if (server.isEmpty() || user.isEmpty()) {
      return new Lacking(
          "context '%s' of %s names a %s that is not in the file"
              .formatted(name, file, server.isEmpty() ? "cluster" : "user"),
          "write it anew, with the provider's command that the target's page names");
    }
    return new Found(file, String.valueOf(name), server.get(), user.get());
  }
}
