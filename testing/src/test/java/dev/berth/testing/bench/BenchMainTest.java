package dev.berth.testing.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchMainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter notes = new StringWriter();
  private final List<Path> scratches = new ArrayList<>();

  @Test
  void printsEachRatioWithItsReference() {
    int exit = run(benchmark("fast", 50, 60), benchmark("slow", 50, 10));

    assertThat(exit).isZero();
    assertThat(out.toString().lines())
        .anySatisfy(line -> assertThat(line).matches("fast +50.0 +60.0 +things/s +1.20 +≥ 0.800 *"))
        .anySatisfy(
            line -> assertThat(line).matches("slow +50.0 +10.0 +things/s +0.200 +≥ 0.800 +missed"));
  }

  @Test
  void printsJsonForPrograms() throws IOException {
    run(List.of(benchmark("fast", 50, 60)), "--output", "json");

    JsonNode report = Json.mapper().readTree(out.toString());
    assertThat(report.at("/results/0/name").asText()).isEqualTo("fast");
    assertThat(report.at("/results/0/ratio").asDouble()).isEqualTo(1.2);
    assertThat(report.at("/results/0/met").asBoolean()).isTrue();
    assertThat(report.at("/machine/processors").asInt()).isPositive();
  }

  @Test
  void runsOnlyWhatIsNamed() {
    run(List.of(benchmark("one", 1, 1), benchmark("two", 1, 1)), "two");

    assertThat(out.toString()).contains("two").doesNotContain("one");
  }

  @Test
  void namesWhatThereIsWhenItIsAskedForAnother() {
    int exit = run(List.of(benchmark("one", 1, 1)), "three");

    assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(notes.toString()).contains("no benchmark 'three'; there are [one]");
  }

  @Test
  void measuresTheOthersWhenOneFails() {
    int exit = run(new Failing(), benchmark("two", 1, 1));

    assertThat(exit).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(out.toString()).contains("two");
    assertThat(notes.toString()).contains("failing could not be measured", "no broker");
  }

  @Test
  void leavesOutWhatCannotBeMeasuredHereUnlessItIsNamed() {
    int all = run(new Needing(), benchmark("two", 1, 1));

    assertThat(all).isZero();
    assertThat(out.toString()).contains("two").doesNotContain("needing");
    assertThat(notes.toString()).contains("needing is left out: start a cluster");

    int named = run(List.of(new Needing()), "needing");

    assertThat(named).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(notes.toString()).contains("needing could not be measured", "no cluster");
  }

  @Test
  void cleansUpBehindItself() {
    run(benchmark("one", 1, 1));

    assertThat(scratches).singleElement().satisfies(it -> assertThat(it).doesNotExist());
  }

  @Test
  void findsTheBenchmarksThereAre() {
    assertThat(ServiceLoader.load(Benchmark.class))
        .extracting(Benchmark::name)
        .contains("decisions", "decision-latency")
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).matches("[a-z]+(-[a-z]+)*"));
  }

  private int run(Benchmark... benchmarks) {
    return run(List.of(benchmarks));
  }

  private int run(List<Benchmark> benchmarks, String... arguments) {
    return BenchMain.commandLine(benchmarks)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(notes))
        .execute(arguments);
  }

  private Benchmark benchmark(String name, double reference, double value) {
    return new Benchmark() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String measures() {
        return "something";
      }

      @Override
      public List<Result> run(Place place) throws IOException {
        Files.writeString(place.scratch().resolve("file"), "text");
        scratches.add(place.scratch());
        return List.of(Result.of(name, reference, value, "things/s", Aim.atLeast(0.8)));
      }
    };
  }

  private static final class Failing implements Benchmark {
    @Override
    public String name() {
      return "failing";
    }

    @Override
    public String measures() {
      return "nothing";
    }

    @Override
    public List<Result> run(Place place) {
      throw new IllegalStateException("no broker");
    }
  }

  private static final class Needing implements Benchmark {
    @Override
    public String name() {
      return "needing";
    }

    @Override
    public String measures() {
      return "a cluster";
    }

    @Override
    public Optional<String> missing() {
      return Optional.of("start a cluster");
    }

    @Override
    public List<Result> run(Place place) {
      throw new IllegalStateException("no cluster");
    }
  }
}
