package dev.berth.testing.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One of the three services, as its sources describe it. */
record Service(String name) {

  static final List<Service> ALL =
      Stream.of("advisor", "provisioner", "monitor").map(Service::new).toList();

  static Service named(String name) {
    return ALL.stream()
        .filter(service -> service.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no service is called " + name));
  }

  Path folder() {
    return Repository.ROOT.resolve(name + "-service");
  }

  JsonNode settings() {
    return Repository.yaml(folder().resolve("src/main/resources/application.yaml"));
  }

  int port() {
    return settings().at("/quarkus/http/port").intValue();
  }

  /** The environment variables that mean something to it. */
  Set<String> environment() {
    Set<String> names = new TreeSet<>();
    collect(settings(), "", names);
    for (Class<?> mapping : mappings()) {
      collect(mapping, mapping.getAnnotation(ConfigMapping.class).prefix(), names);
    }
    return names;
  }

  /** What one of its own settings is when nothing is said. */
  Optional<String> byDefault(String setting) {
    return mappings().stream()
        .flatMap(mapping -> Arrays.stream(mapping.getMethods()))
        .filter(method -> method.getName().equals(setting))
        .flatMap(method -> Stream.ofNullable(method.getAnnotation(WithDefault.class)))
        .map(WithDefault::value)
        .findFirst();
  }

  private List<Class<?>> mappings() {
    Path sources = folder().resolve("src/main/java");
    if (!Files.exists(sources)) {
      return List.of();
    }
    return Repository.files(name + "-service/src/main/java", ".java").stream()
        .filter(file -> Repository.text(file).contains("@ConfigMapping(prefix"))
        .<Class<?>>map(file -> load(sources.relativize(file)))
        .toList();
  }

  private static Class<?> load(Path source) {
    String name = source.toString().replace('/', '.').replaceAll("\\.java$", "");
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void collect(JsonNode node, String path, Set<String> names) {
    if (node.isObject()) {
      node.properties()
          .forEach(entry ->
              collect(
                  entry.getValue(),
                  path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                  names));
    } else {
      names.add(variable(path));
    }
  }

  private static void collect(Class<?> mapping, String prefix, Set<String> names) {
    for (Method method : mapping.getMethods()) {
      String path = prefix + "." + method.getName().replaceAll("([A-Z])", "-$1");
      if (method.getReturnType().getName().startsWith("dev.berth.")
          && method.getReturnType().isInterface()) {
        collect(method.getReturnType(), path, names);
      } else {
        names.add(variable(path));
      }
    }
  }

  private static String variable(String property) {
    return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  @Override
  public String toString() {
    return name;
  }
}
