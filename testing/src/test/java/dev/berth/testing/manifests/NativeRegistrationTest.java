package dev.berth.testing.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.advisor.Policy;
import dev.berth.monitor.JobState;
import dev.berth.targets.api.Fleet;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.annotations.RegisterResources;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a native image finds by name is registered by the classes named {@code NativeRegistration}.
 * No image is built here, so what they say is held against what is on the class path.
 */
class NativeRegistrationTest {

  private static final List<Class<?>> REGISTRATIONS =
      Stream.of(
              "dev.berth.contracts.NativeRegistration",
              "dev.berth.targets.process.NativeRegistration",
              "dev.berth.targets.kubernetes.NativeRegistration",
              "dev.berth.targets.slurm.NativeRegistration",
              "dev.berth.targets.vm.NativeRegistration",
              "dev.berth.advisor.wiring.NativeRegistration")
          .<Class<?>>map(NativeRegistrationTest::load)
          .toList();

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, NativeRegistrationTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<String> globs() {
    return REGISTRATIONS.stream()
        .flatMap(type -> Stream.ofNullable(type.getAnnotation(RegisterResources.class)))
        .flatMap(resources -> Arrays.stream(resources.globs()));
  }

  private static Set<String> registeredByName() {
    return REGISTRATIONS.stream()
        .map(type -> type.getAnnotation(RegisterForReflection.class))
        .flatMap(all ->
            Stream.concat(
                Arrays.stream(all.targets()).map(Class::getName), Arrays.stream(all.classNames())))
        .collect(Collectors.toSet());
  }

  /** The resources that the services carry, by name. */
  private static Set<String> resources() throws IOException {
    Set<String> names = new TreeSet<>();
    for (URL manifest :
        Collections.list(
            NativeRegistrationTest.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
      String file = manifest.getPath().replaceAll("^file:", "").replaceAll("!.*$", "");
      if (file.endsWith(".jar")) {
        try (JarFile jar = new JarFile(file)) {
          jar.stream().forEach(entry -> names.add(entry.getName()));
        }
      }
    }
    for (String module :
        List.of(
            "contracts",
            "targets/process",
            "targets/kubernetes",
            "targets/slurm",
            "targets/vm",
            "advisor-service")) {
      Path sources = Repository.ROOT.resolve(module + "/src/main/resources");
      Repository.files(module + "/src/main/resources", "")
          .forEach(file -> names.add(sources.relativize(file).toString()));
    }
    return names;
  }

  @Test
  void namesResourcesThatAreThere() throws IOException {
    Set<String> there = resources();

    for (String glob : globs().toList()) {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
      assertThat(there).as(glob).anyMatch(name -> matcher.matches(Path.of(name)));
    }
  }

  @Test
  void namesClassesThatAreThere() {
    assertThat(registeredByName()).isNotEmpty().allSatisfy(NativeRegistrationTest::load);
  }

  /** Berth looks these up itself, or through the library that it reads CloudEvents with. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "META-INF/services/dev.berth.targets.api.DriverProvider",
        "META-INF/services/io.cloudevents.core.format.EventFormat"
      })
  void registersAServiceFileAndItsProviders(String serviceFile) throws IOException {
    List<String> providers =
        Collections.list(NativeRegistrationTest.class.getClassLoader().getResources(serviceFile))
            .stream()
            .flatMap(NativeRegistrationTest::lines)
            .toList();

    assertThat(globs()).contains(serviceFile);
    assertThat(providers).isNotEmpty();
    assertThat(registeredByName()).containsAll(providers);
  }

  private static Stream<String> lines(URL resource) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(resource.openStream(), StandardCharsets.UTF_8))) {
      return reader.lines().map(String::strip).filter(line -> !line.isEmpty()).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void namesFieldsThatZstdsLibraryLooksUp() throws Exception {
    JsonNode classes =
        new ObjectMapper()
            .readTree(
                Repository.text(
                    Repository.ROOT.resolve(
                        "contracts/src/main/resources/META-INF/native-image/dev.berth/berth-contracts/jni-config.json")));

    assertThat(classes).hasSize(2);
    for (JsonNode one : classes) {
      Class<?> type = load(one.path("name").asText());
      for (JsonNode field : one.path("fields")) {
        assertThat(type.getDeclaredField(field.path("name").asText()).getType())
            .isEqualTo(long.class);
      }
    }
  }

  /**
   * What is read from files and from the ledger's store; the contracts' own tests see to events.
   */
  static Stream<Class<?>> read() {
    return Stream.of(Fleet.class, Policy.class, JobState.class);
  }

  @ParameterizedTest
  @MethodSource("read")
  void registersEveryRecordThatIsReadInto(Class<?> root) {
    Set<String> byName = registeredByName();
    Set<Class<?>> types = new LinkedHashSet<>();
    collect(root, types);

    assertThat(types)
        .contains(root)
        .hasSizeGreaterThan(2)
        .allMatch(type ->
            type.isAnnotationPresent(RegisterForReflection.class)
                || byName.contains(type.getName()));
  }

  private static void collect(Type type, Set<Class<?>> types) {
    switch (type) {
      case Class<?> plain when ours(plain) && types.add(plain) -> {
        if (plain.isRecord()) {
          for (RecordComponent component : plain.getRecordComponents()) {
            collect(component.getGenericType(), types);
          }
        }
      }
      case ParameterizedType parameterized -> {
        for (Type argument : parameterized.getActualTypeArguments()) {
          collect(argument, types);
        }
      }
      case WildcardType wildcard -> collect(wildcard.getUpperBounds()[0], types);
      default -> {
        // Neither ours nor made of ours.
      }
    }
  }

  private static boolean ours(Class<?> type) {
    return type.getName().startsWith("dev.berth.");
  }
}
