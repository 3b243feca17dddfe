package dev.berth.targets.slurm.site;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The driver's settings in the fleet file, with what the site's profile fills in; {@code
 * docs/targets/slurm.md} says more. {@link SlurmSettingsReader} reads them.
 *
 * @param transport {@code transport}: {@code ssh} or {@code rest}; {@code rest} if {@code url} is
 *     said, else {@code ssh}
 * @param files how files at the site are reached where {@code transport} is {@code rest}, which
 *     cannot: by ssh if {@code host} is said too, else null
 * @param mount {@code mount}: where this machine has {@code scratch} mounted, or null
 * @param profile of the system: {@code profile}, a file of one's own, or the one of the target's
 *     dialect and {@code system}
 * @param account {@code account}: who is charged; null for the user's default
 * @param partition {@code partition}: for all jobs; null to choose by the profile
 * @param qos {@code qos}: for all jobs; null to choose by the profile
 * @param reservation {@code reservation}; null for none
 * @param constraint {@code constraint}: a feature that nodes must have, besides the profile's; null
 *     for none
 * @param licenses {@code licenses}: such as {@code scratch:1,u1:1}
 * @param gpuOption {@code gpus}: {@code gpus-per-node}, {@code gres} or {@code none}; the profile's
 *     if not said
 * @param asksForMemory {@code memory}: whether jobs say how much they need; the profile's if not
 *     said
 * @param exclusive {@code exclusive}: whether nodes are shared with nobody; not if not said
 * @param modules {@code modules}: loaded besides the profile's
 * @param container {@code container-runtime}: {@code shifter}, {@code podman-hpc}, {@code
 *     apptainer}; the profile's first if not said, null if it has none
 * @param image {@code image}: for jobs that need one and name none; null if they have to
 * @param ray {@code ray}: the folder of a Python environment with Ray in it, for Ray jobs without
 *     an image; null if the site's modules have it
 * @param secrets {@code secrets}: absolute paths of files at the site whose lines {@code
 *     NAME=value} become variables
 * @param scratch {@code scratch}: Berth's folder on the shared file system; from the profile if not
 *     said
 * @param workdir {@code workdir}: the folder there in which programs start; {@code scratch} if not
 *     said
 * @param checkpoints {@code checkpoints}: a folder there or a URI, under which each job has its
 *     checkpoints; {@code checkpoints} in {@code scratch} if not said
 * @param walltime {@code walltime}: of jobs that say no {@code maximumDuration}; 24 h if not said,
 *     from 1 min to 365 days, and never more than the queue allows
 * @param grace {@code grace}: how long before the walltime a program is told; 2 min if not said, at
 *     most 65,535 s
 * @param startWithin {@code start-within}: how long a job may wait in the queue before the attempt
 *     has failed for want of capacity; 7 days if not said, from 1 s to 365 days
 * @param rayWithin {@code ray-within}: how long Ray's nodes may take to find each other; 10 min if
 *     not said, from 1 s to 24 h
 * @param pollInterval {@code poll-interval}: between two questions about all attempts; 30 s if not
 *     said, from 1 s to 1 min; it grows up to a minute with more than 1,000 jobs
 * @param pollMaximum {@code poll-maximum}: the longest that backing off after trouble makes of it;
 *     10 min if not said, at least {@code poll-interval}, at most 24 h
 * @param timeout {@code timeout}: of one request or command; 60 s if not said, from 1 s to 1 h
 * @param retention {@code retention}: how long the files of released attempts are kept, and how far
 *     back accounting is asked; 30 days if not said, from 1 h to 365 days
 * @param settle {@code settle}: how long a submission whose answer was lost may still be on its way
 *     to a Slurm that answers, counted from the first look that was answered; 15 s if not said,
 *     from 1 s to 1 h
 * @param nodeDeathAfter {@code node-death-after}: how long a node must have been down before a
 *     release no longer waits for the processes that may live there; 5 min if not said, from 1 s to
 *     24 h
 */
public record SlurmSettings(
    Transport transport,
    Transport.@Nullable Ssh files,
    @Nullable String mount,
    SiteProfile profile,
    @Nullable String account,
    @Nullable String partition,
    @Nullable String qos,
    @Nullable String reservation,
    @Nullable String constraint,
    List<String> licenses,
    GpuOption gpuOption,
    boolean asksForMemory,
    boolean exclusive,
    List<String> modules,
    @Nullable ContainerRuntime container,
    @Nullable String image,
    @Nullable String ray,
    List<String> secrets,
    String scratch,
    String workdir,
    @Nullable String checkpoints,
    Duration walltime,
    Duration grace,
    Duration startWithin,
    Duration rayWithin,
    Duration pollInterval,
    Duration pollMaximum,
    Duration timeout,
    Duration retention,
    Duration settle,
    Duration nodeDeathAfter) {

  /** Copies the lists. */
  public SlurmSettings {
    licenses = List.copyOf(licenses);
    modules = List.copyOf(modules);
    secrets = List.copyOf(secrets);
  }
}
