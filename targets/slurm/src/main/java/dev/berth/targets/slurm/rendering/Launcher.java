package dev.berth.targets.slurm.rendering;

import dev.berth.contracts.JobSpec;
import dev.berth.targets.slurm.site.ContainerRuntime;
import dev.berth.targets.slurm.site.SlurmSettings;
import java.util.ArrayList;
import java.util.List;

/** The words before a program that put it into a container. */
final class Launcher {

  private Launcher() {}

  /**
   * For that image.
   *
   * @param folders what programs have to see at the same path, besides what the runtime shows
   *     anyway
   */
  static List<String> of(
      ContainerRuntime runtime,
      String image,
      JobSpec spec,
      SlurmSettings settings,
      List<String> folders) {
    boolean accelerated = spec.resources().accelerators() != null;
    List<String> words = new ArrayList<>();
    switch (runtime) {
      // docs.nersc.gov/development/containers/shifter/how-to-use; scratch and home are there by
      // themselves, and an image's entrypoint is not run.
      case SHIFTER -> {
        words.add("shifter");
        if (accelerated) {
          words.add("--module=gpu");
        }
        words.add("--image=" + image);
        words.add("--workdir=" + settings.workdir());
      }
      // docs.nersc.gov/development/containers/podman-hpc; docs.podman.io, podman-run(1): what the
      // image sets goes before --env-host.
      case PODMAN_HPC -> {
        words.addAll(
            List.of("podman-hpc", "run", "--rm", "--net=host", "--ipc=host", "--env-host"));
        if (accelerated) {
          words.add("--gpu");
        }
        folders.forEach(folder -> words.add("--volume=" + folder + ':' + folder));
        words.add("--workdir=" + settings.workdir());
        words.add("--entrypoint=");
        words.add(image);
      }
      // apptainer.org/docs/user/latest: "Bind Paths and Mounts", "GPU Support"
      case APPTAINER -> {
        words.addAll(List.of("apptainer", "exec"));
        if (accelerated) {
          words.add(isAmd(spec) ? "--rocm" : "--nv");
        }
        folders.forEach(folder -> words.add("--bind=" + folder));
        words.add("--pwd=" + settings.workdir());
        words.add(image.startsWith("/") || image.contains("://") ? image : "docker://" + image);
      }
    }
    return words;
  }

  private static boolean isAmd(JobSpec spec) {
    return spec.resources().accelerators() != null
        && spec.resources().accelerators().kind().startsWith("mi");
  }
}
