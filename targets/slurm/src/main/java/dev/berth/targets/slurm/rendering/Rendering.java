package dev.berth.targets.slurm.rendering;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.CheckpointPlace;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.UnfitException;
import dev.berth.targets.slurm.script.AcceleratorRequest;
import dev.berth.targets.slurm.script.AttemptPaths;
import dev.berth.targets.slurm.script.BatchRequest;
import dev.berth.targets.slurm.script.Mark;
import dev.berth.targets.slurm.script.Warning;
import dev.berth.targets.slurm.site.SiteNode;
import dev.berth.targets.slurm.site.SiteQueue;
import dev.berth.targets.slurm.site.SlurmSettings;
import dev.berth.targets.slurm.site.Transport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plans submissions to one target. */
public final class Rendering {

  private static final String WARNING_SIGNAL = "USR1";
  private static final int SECONDS_PER_MINUTE = 60;
  private static final String PATH = "/usr/local/bin:/usr/bin:/bin";

  private final TargetId target;
  private final SlurmSettings settings;
  private final Choosing choosing;
  private final ScriptText scripts;

  /**
   * For that target with those settings.
   *
   * @throws IllegalArgumentException if its nodes are not what its site has, naming one
   */
  public Rendering(Target target, SlurmSettings settings) {
    this.target = target.id();
    this.settings = settings;
    this.choosing = new Choosing(NodeKinds.of(target, settings.profile()), settings);
    this.scripts = new ScriptText(target, settings);
  }

  /** What that submission comes to. */
  public Rendered render(Submission submission) {
    try {
      Unusable.check(submission.spec());
      return new Rendered.Batch(request(submission));
    } catch (UnfitException e) {
      return new Rendered.Unfit(e.reason());
    }
  }

  private BatchRequest request(Submission submission) throws UnfitException {
    JobSpec spec = submission.spec();
    Place place = choosing.choose(spec);
    CheckpointPlace checkpoints =
        CheckpointPlace.of(spec, settings.checkpoints(), settings.scratch() + "/checkpoints");
    List<String> launcher = launcher(spec, checkpoints);
    BatchRequest bare = bare(submission, place);
    String script = scripts.of(submission, place, checkpoints, bare, launcher);
    Unusable.check(script);
    return bare.with(script);
  }

  private BatchRequest bare(Submission submission, Place place) {
    JobSpec spec = submission.spec();
    SiteNode node = place.node();
    SiteQueue queue = place.queue();
    AttemptPaths paths = new AttemptPaths(settings.scratch(), submission.attempt());
    // Of Ray there is one task a node, which has all that the node's workers are to have.
    boolean ray = spec.runtime() == JobRuntime.RAY;
    int cores = place.coresPerWorker(spec.resources().cpus()) * (ray ? place.perNode() : 1);
    return new BatchRequest(
        submission.attempt().toString(),
        Mark.of(target, submission),
        settings.account(),
        settings.partition() == null && queue != null ? queue.partition() : settings.partition(),
        settings.qos() == null && queue != null ? queue.qos() : settings.qos(),
        settings.reservation(),
        place.nodes(),
        ray ? place.nodes() : place.workers(),
        ray ? 1 : place.perNode(),
        cores * node.threadsPerCore(),
        settings.asksForMemory() && !(place.wholeNodes() && queue != null)
            ? Long.valueOf(place.perNode() * spec.resources().memoryMiB())
            : null,
        accelerators(spec, place),
        constraint(node),
        settings.exclusive(),
        settings.licenses(),
        place.minutes(),
        warning(place.minutes()),
        settings.workdir(),
        paths.output(),
        environment(submission),
        "");
  }

  private @Nullable AcceleratorRequest accelerators(JobSpec spec, Place place) {
    Accelerators each = spec.resources().accelerators();
    if (each == null) {
      return null;
    }
    int count = place.perNode() * each.count();
    String type = place.node().gpuType();
    return switch (settings.gpuOption()) {
      case GPUS_PER_NODE -> new AcceleratorRequest.GpusPerNode(type, count);
      case GRES -> new AcceleratorRequest.Gres(type, count);
      case NONE -> null;
    };
  }

  private @Nullable String constraint(SiteNode node) {
    String both =
        Stream.of(node.constraint(), settings.constraint())
            .filter(one -> one != null)
            .collect(Collectors.joining("&"));
    return both.isEmpty() ? null : both;
  }

  /** The grace, but never more than half of a short job's time. */
  private Warning warning(int minutes) {
    long half = (long) minutes * SECONDS_PER_MINUTE / 2;
    return new Warning(
        WARNING_SIGNAL, (int) Math.max(1, Math.min(settings.grace().toSeconds(), half)));
  }

  private Map<String, String> environment(Submission submission) {
    Map<String, String> environment = new LinkedHashMap<>();
    String commands = settings.transport() instanceof Transport.Ssh ssh ? ssh.commands() : null;
    environment.put("PATH", commands == null ? PATH : commands + ':' + PATH);
    environment.put("BERTH_ATTEMPT", submission.attempt().toString());
    return environment;
  }

  private List<String> launcher(JobSpec spec, CheckpointPlace checkpoints) throws UnfitException {
    String image =
        switch (spec.runtime()) {
          case COMMAND -> null;
          case CONTAINER -> spec.image() == null ? settings.image() : spec.image();
          case RAY ->
              spec.image() == null && settings.ray() == null ? settings.image() : spec.image();
        };
    if (image == null) {
      if (spec.runtime() == JobRuntime.CONTAINER) {
        throw new UnfitException(
            "image: the runtime 'container' needs one here, from the job or driver.settings.image");
      }
      return List.of();
    }
    if (settings.container() == null) {
      throw new UnfitException(
          "image '%s': the target has no container runtime; driver.settings.container-runtime names one"
              .formatted(image));
    }
    List<String> folders =
        Stream.of(
                settings.scratch(),
                settings.workdir(),
                checkpoints.folder() ? checkpoints.told() : settings.scratch())
            .distinct()
            .toList();
    return Launcher.of(settings.container(), image, spec, settings, folders);
  }
}
