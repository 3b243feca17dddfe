package dev.berth.targets.vm.running;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How programs are run on a target's machines.
 *
 * @param workdir {@code workdir}: where programs begin; null for the home folder
 * @param checkpoints {@code checkpoints}: where jobs keep their checkpoints, a folder on the
 *     machines or a URI; null for one in Berth's folder
 * @param ray {@code ray}: the folder of a Python environment with Ray in it; null if Ray is in the
 *     {@code PATH}
 * @param engine {@code container-engine}: {@code podman} or {@code docker}
 * @param notices {@code notices}: whose interruption notices are watched for: {@code auto}, {@code
 *     ec2}, {@code compute-engine}, {@code azure} or {@code none}
 * @param signal {@code notice-signal}: what the program then gets, such as {@code TERM}
 * @param grace {@code grace}: how long a program that is released has after SIGTERM
 * @param startWithin {@code start-within}: how long all workers of an attempt have to say that they
 *     are there, and Ray's nodes to find each other
 * @param retentionDays {@code retention}: for how many days it is kept what released attempts have
 *     printed, and that they were released
 */
public record RunSettings(
    @Nullable String workdir,
    @Nullable String checkpoints,
    @Nullable String ray,
    String engine,
    String notices,
    String signal,
    Duration grace,
    Duration startWithin,
    int retentionDays) {}
