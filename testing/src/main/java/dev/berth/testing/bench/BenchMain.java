package dev.berth.testing.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jboss.logmanager.LogContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the benchmarks and prints their ratios. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures how fast it is, each number as a ratio against a reference in the same run.",
      "docs/benchmarks.md has what was measured, and on what."
    })
public final class BenchMain implements Callable<Integer> {

  private enum Form {
    text,
    json
  }

  private final List<Benchmark> known;

  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "Which; if none is named, all that can be measured here.")
  private List<String> names = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not said.")
  private Form form = Form.text;

  private BenchMain(List<Benchmark> known) {
    this.known = known;
  }

  /** Ends with 0 if everything could be measured, whatever came out. */
  public static void main(String[] arguments) {
    // Kafka's clients write every record into strings where the lowest level is logged.
    LogContext.getLogContext().getLogger("").setLevel(Level.WARNING);
    System.exit(commandLine(ServiceLoader.load(Benchmark.class)).execute(arguments));
  }

  static CommandLine commandLine(Iterable<Benchmark> benchmarks) {
    List<Benchmark> known = new ArrayList<>();
    benchmarks.forEach(known::add);
    known.sort(Comparator.comparing(Benchmark::name));
    CommandLine line = new CommandLine(new BenchMain(known));
    line.getCommandSpec()
        .usageMessage()
        .footer(
            Stream.concat(
                    Stream.of("%nBenchmarks:"),
                    known.stream().map(b -> "  %-20s %s".formatted(b.name(), b.measures())))
                .toArray(String[]::new));
    return line;
  }

  @Override
  public Integer call() throws IOException {
    CommandLine line = java.util.Objects.requireNonNull(spec).commandLine();
    PrintWriter notes = line.getErr();
    List<Result> results = new ArrayList<>();
    boolean failed = false;
    for (Benchmark benchmark : chosen(line)) {
      Optional<String> missing = benchmark.missing();
      if (missing.isPresent() && names.isEmpty()) {
        notes.printf("%s is left out: %s%n", benchmark.name(), missing.get());
        continue;
      }
      notes.printf("%s: %s%n", benchmark.name(), benchmark.measures());
      notes.flush();
      try {
        results.addAll(run(benchmark));
      } catch (Exception e) {
        failed = true;
        notes.printf("%s could not be measured: %s%n", benchmark.name(), e);
        e.printStackTrace(notes);
      }
    }
    print(line.getOut(), results);
    return failed ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  private List<Benchmark> chosen(CommandLine line) {
    for (String name : names) {
      if (known.stream().noneMatch(benchmark -> benchmark.name().equals(name))) {
        throw new ParameterException(
            line,
            "no benchmark '%s'; there are %s"
                .formatted(name, known.stream().map(Benchmark::name).toList()));
      }
    }
    return known.stream().filter(b -> names.isEmpty() || names.contains(b.name())).toList();
  }

  private void print(PrintWriter out, List<Result> results) throws JsonProcessingException {
    out.print(
        switch (form) {
          case text -> Report.table(results);
          case json -> Report.json(results, Machine.now()) + System.lineSeparator();
        });
    out.flush();
  }

  private static List<Result> run(Benchmark benchmark) throws Exception {
    Path home = Path.of(System.getProperty("berth.home", "")).toAbsolutePath();
    Path scratch = Files.createTempDirectory("berth-bench-" + benchmark.name());
    try {
      return benchmark.run(new Place(home, scratch));
    } finally {
      delete(scratch);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
