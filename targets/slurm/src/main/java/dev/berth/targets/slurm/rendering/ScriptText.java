package dev.berth.targets.slurm.rendering;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.JobSpec;
import dev.berth.targets.api.CheckpointPlace;
import dev.berth.targets.api.RayOnMachines;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import dev.berth.targets.slurm.script.AttemptPaths;
import dev.berth.targets.slurm.script.BatchRequest;
import dev.berth.targets.slurm.script.Ending;
import dev.berth.targets.slurm.script.Quoting;
import dev.berth.targets.slurm.site.SlurmSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes batch scripts: what differs between jobs as variables, then the {@link ScriptParts}. What
 * a node or a worker does is written to a file in the attempt's folder, which all nodes see, so
 * that its length has no bound but the script's.
 */
final class ScriptText {

  private static final String END = "BERTH";

  private final Target target;
  private final SlurmSettings settings;

  ScriptText(Target target, SlurmSettings settings) {
    this.target = target;
    this.settings = settings;
  }

  /**
   * The script.
   *
   * @param request all but the script
   * @param launcher the words that put a program into a container; none without one
   */
  String of(
      Submission submission,
      Place place,
      CheckpointPlace checkpoints,
      BatchRequest request,
      List<String> launcher) {
    AttemptPaths paths = new AttemptPaths(settings.scratch(), submission.attempt());
    JobSpec spec = submission.spec();
    boolean ray = spec.runtime() == JobRuntime.RAY;
    StringBuilder text = new StringBuilder("#!/bin/bash\n");
    text.append(
        "# Attempt %s of the job %s on the target %s, made by Berth.\n"
            .formatted(submission.attempt(), spec.id(), target.id()));
    text.append(head(place, checkpoints, paths, request, spec, !launcher.isEmpty()));
    if (ray) {
      text.append(
          "berth_nodes=%d\nberth_within=%d\n"
              .formatted(place.nodes(), settings.rayWithin().toSeconds()));
    }
    text.append('\n').append(ScriptParts.BATCH.text());
    Map<String, String> variables =
        Program.variables(submission, checkpoints, settings.profile().environment());
    String line = Program.line(spec, variables, launcher);
    if (ray) {
      text.append(file("node.sh", rayOuter(paths, variables, launcher)));
      text.append(file("ray-node.sh", path(launcher) + rayInner(paths, place, request, spec)));
      text.append(
          file(
              "program.sh",
              folder(paths)
                  + path(launcher)
                  + ScriptParts.RAY_PROGRAM.text()
                  + line
                  + ScriptParts.PROGRAM_END.text()));
      text.append('\n').append(ScriptParts.RAY_RUN.text());
    } else {
      text.append(
          file(
              "worker.sh",
              folder(paths)
                  + share(place, spec)
                  + ScriptParts.WORKER.text()
                  + line
                  + ScriptParts.PROGRAM_END.text()));
      text.append('\n').append(ScriptParts.ADDRESS.text());
      text.append('\n').append(ScriptParts.RUN.text());
    }
    return text.toString();
  }

  private String head(
      Place place,
      CheckpointPlace checkpoints,
      AttemptPaths paths,
      BatchRequest request,
      JobSpec spec,
      boolean contained) {
    Map<String, String> head = new LinkedHashMap<>();
    head.put("attempt", Quoting.word(request.name()));
    head.put("comment", Quoting.word(request.comment()));
    head.put("folder", Quoting.word(paths.folder()));
    head.put("checkpoints", checkpoints.folder() ? Quoting.word(checkpoints.told()) : "''");
    boolean own = spec.maximumDuration() != null && !place.clipped();
    head.put("limit", (own ? Ending.DURATION : Ending.WALLTIME).toString());
    List<String> modules = new ArrayList<>(settings.profile().modules());
    if (contained) {
      modules.addAll(settings.profile().containerModules());
    }
    modules.addAll(settings.modules());
    head.put("modules", '(' + Quoting.words(modules) + ')');
    head.put("secrets", '(' + Quoting.words(settings.secrets()) + ')');
    if (spec.runtime() != JobRuntime.RAY) {
      head.put("tasks", Integer.toString(request.tasks()));
    }
    head.put("cpus", Integer.toString(request.cpusPerTask()));
    StringBuilder text = new StringBuilder();
    head.forEach((name, value) -> text.append("berth_" + name + '=' + value + '\n'));
    return text.toString();
  }

  private static String folder(AttemptPaths paths) {
    return "berth_folder=" + Quoting.word(paths.folder()) + '\n';
  }

  private static String share(Place place, JobSpec spec) {
    Accelerators each = spec.resources().accelerators();
    return "berth_share=" + (each == null || place.perNode() == 1 ? 0 : each.count()) + '\n';
  }

  /** Where Ray is, unless it is in an image. */
  private String path(List<String> launcher) {
    return settings.ray() == null || !launcher.isEmpty()
        ? ""
        : "export PATH=" + Quoting.word(settings.ray() + "/bin") + ":\"$PATH\"\n";
  }

  /**
   * Slurm is asked outside of the container, where its commands are. What Ray starts has the
   * variables that it was started with.
   */
  private static String rayOuter(
      AttemptPaths paths, Map<String, String> variables, List<String> launcher) {
    return ScriptParts.ADDRESS.text()
        + "BERTH_NODE_ADDRESS=$(berth_address)\nexport BERTH_NODE_ADDRESS\n"
        + Program.line(List.of("/bin/bash", paths.folder() + "/ray-node.sh"), variables, launcher);
  }

  private String rayInner(AttemptPaths paths, Place place, BatchRequest request, JobSpec spec) {
    Accelerators each = spec.resources().accelerators();
    Long memory = request.memoryPerNodeMiB();
    long store = memory == null ? 0 : RayOnMachines.objectStoreBytes(memory);
    return folder(paths)
        + "berth_nodes=%d\nberth_cpus=%d\nberth_gpus=%d\nberth_store=%d\n"
            .formatted(
                place.nodes(),
                place.perNode() * place.coresPerWorker(spec.resources().cpus()),
                each == null ? 0 : place.perNode() * each.count(),
                store)
        + ScriptParts.RAY_NODE
            .text()
            .replace("@LEASE@", RayOnMachines.lease())
            .replace("@NODES@", RayOnMachines.nodes());
  }

  /** Lines that write a file into the attempt's folder. */
  static String file(String name, String content) {
    return "\ncat >\"$berth_folder/%s\" <<'%s'\n%s%s\n".formatted(name, END, content, END);
  }
}
