package dev.berth.targets.slurm.script;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that Slurm is to be told of one submission; whoever sends it has nothing left to decide. By
 * ssh it becomes {@code #SBATCH} lines, by REST a JSON body, and both come to the same job. Never
 * an array, and never to be requeued by Slurm ({@code --no-requeue}): Berth owns retries.
 *
 * @param name the job's name, which is the attempt's id
 * @param mark what the job's comment says
 * @param account who is charged ({@code --account}), or null for the user's default
 * @param partition {@code --partition}, or null for the system's default
 * @param qos {@code --qos}, or null for the account's default
 * @param reservation {@code --reservation}, or null
 * @param nodes how many, at least 1; exactly so many
 * @param tasks how many over all nodes ({@code --ntasks}), at least {@code nodes}
 * @param tasksPerNode the most on one node ({@code --ntasks-per-node}), at least 1
 * @param cpusPerTask {@code --cpus-per-task}, at least 1
 * @param memoryPerNodeMiB {@code --mem} in mebibytes; null where the site wants nothing said
 * @param accelerators how accelerators are asked for; null for none, or where every node has them
 * @param constraint features of nodes ({@code --constraint}), or null
 * @param exclusive whether nodes are shared with nobody ({@code --exclusive})
 * @param licenses {@code --licenses}, such as {@code scratch:1}
 * @param timeLimitMinutes {@code --time}, at least 1
 * @param warning the signal before the time is up ({@code --signal=B:…})
 * @param workingDirectory {@code --chdir}: an absolute path that is there before the job
 * @param outputFile {@code --output}, for both streams: an absolute path in a folder that is there
 *     before the job. It has no {@code %}, so that it is the same before and after
 * @param environment what the batch script starts with by REST, where Slurm gives it nothing else.
 *     By ssh it has what the login node gives, and {@code --export} is not used, which some sites
 *     (TACC) do not want. What programs are told is in the script
 * @param script the batch script, from {@code #!} on, without {@code #SBATCH} lines
 */
public record BatchRequest(
    String name,
    Mark mark,
    @Nullable String account,
    @Nullable String partition,
    @Nullable String qos,
    @Nullable String reservation,
    int nodes,
    int tasks,
    int tasksPerNode,
    int cpusPerTask,
    @Nullable Long memoryPerNodeMiB,
    @Nullable AcceleratorRequest accelerators,
    @Nullable String constraint,
    boolean exclusive,
    List<String> licenses,
    int timeLimitMinutes,
    Warning warning,
    String workingDirectory,
    String outputFile,
    Map<String, String> environment,
    String script) {

  /** Copies the collections. */
  public BatchRequest {
    licenses = List.copyOf(licenses);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /** The same with that script. */
  public BatchRequest with(String batchScript) {
    return new BatchRequest(
        name,
        mark,
        account,
        partition,
        qos,
        reservation,
        nodes,
        tasks,
        tasksPerNode,
        cpusPerTask,
        memoryPerNodeMiB,
        accelerators,
        constraint,
        exclusive,
        licenses,
        timeLimitMinutes,
        warning,
        workingDirectory,
        outputFile,
        environment,
        batchScript);
  }

  /** The job's comment. */
  public String comment() {
    return mark.text();
  }
}
