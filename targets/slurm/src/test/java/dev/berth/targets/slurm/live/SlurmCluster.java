package dev.berth.targets.slurm.live;

import dev.berth.targets.ssh.live.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A cluster of {@code testing/live/slurm/cluster}, with two nodes of eight CPUs and four A100 each.
 *
 * @param name as it was started
 * @param version of Slurm, its first two parts; that of {@link #ASH} may be newer
 * @param accounting whether it has slurmdbd, with the accounts {@code ml} and {@code spent}
 */
public record SlurmCluster(String name, String version, boolean accounting) {

  /** Debian 12's, whose jobs are forgotten when the controller forgets them. */
  public static final SlurmCluster OAK = new SlurmCluster("oak", "22.05", false);

  /** Debian 13's. */
  public static final SlurmCluster ELM = new SlurmCluster("elm", "24.11", true);

  /** The newest. */
  public static final SlurmCluster ASH = new SlurmCluster("ash", "26.05", true);

  /** All of them. */
  public static final List<SlurmCluster> ALL = List.of(OAK, ELM, ASH);

  /** How many nodes each has: {@code n1} and so on. */
  public static final int NODES = 2;

  /** CPUs of a node. */
  public static final int CPUS = 8;

  /** Accelerators of a node. */
  public static final int ACCELERATORS = 4;

  private static final Script SCRIPT = new Script("testing/live/slurm/cluster");

  private static final String STATE = "BERTH_LIVE_STATE";

  /** How it is reached, by the names that {@code cluster env} prints. */
  public Map<String, String> environment() {
    if (System.getenv(STATE) == null) {
      throw new IllegalStateException(STATE + " is not set: run ./berth test --live");
    }
    return run("env")
        .lines()
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  /** The address of slurmrestd. */
  public URI restAddress() {
    return URI.create(value("SLURM_REST_URL"));
  }

  /** An ssh configuration that has the cluster's name as a host. */
  public Path sshConfig() {
    return Path.of(value("SLURM_SSH_CONFIG"));
  }

  private String value(String name) {
    String value = environment().get(name);
    if (value == null) {
      throw new IllegalStateException("cluster " + name() + " says nothing of " + name);
    }
    return value;
  }

  /** A new folder that jobs may write to, as they may to a scratch file system. */
  public Path scratch() {
    Path folder =
        Path.of(value("SLURM_HOME"), "scratch-" + UUID.randomUUID().toString().substring(0, 8));
    run("as", "mkdir", folder.toString());
    return folder;
  }

  /** A token of the user whom jobs belong to. */
  public String token(Duration lifetime) {
    return run("token", "berth", Long.toString(lifetime.toSeconds())).strip();
  }

  /** Writes such a token into a file, which nobody else can read, or anew into the same. */
  public Path tokenFile(Path file, Duration lifetime) {
    try {
      Path fresh =
          Files.createTempFile(
              file.toAbsolutePath().getParent(),
              "token",
              "",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, token(lifetime));
      return Files.move(
          fresh,
          file,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING,
          java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  /** Runs one of Slurm's commands as its administrator, and returns what it prints. */
  public String administrator(String... command) {
    return run("client", command);
  }

  /** Runs a command as the user whom jobs belong to, and returns what it prints. */
  public String user(String... command) {
    return run("as", command);
  }

  /** The numbers of the jobs of that name that wait, run, or have ended in the last ten minutes. */
  public List<String> jobsNamed(String job) {
    return administrator("squeue", "--noheader", "--states=all", "--name=" + job, "--format=%A")
        .lines()
        .toList();
  }

  /**
   * The process of a daemon, to be killed by a test at once.
   *
   * @throws IllegalStateException if it is not up
   */
  public ProcessHandle process(SlurmDaemon daemon) {
    Path file =
        Objects.requireNonNull(sshConfig().getParent())
            .resolveSibling("run")
            .resolve(daemon.toString());
    try {
      String pid = Files.readString(file).split(" ", 2)[0];
      return ProcessHandle.of(Long.parseLong(pid))
          .orElseThrow(() -> new IllegalStateException(daemon + " of " + name + " is not up"));
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  /** A machine loses its power. */
  public void killNode(String node) {
    run("kill-node", node);
  }

  /** Slurm's daemon on a node dies, and its jobs run on. */
  public void killSlurmd(String node) {
    run("kill-slurmd", node);
  }

  /** Whatever became of a node, it is up again when this returns. */
  public void startNode(String node) {
    run("start-node", node);
  }

  /** From now on it refuses connections. The controller has saved what it knew. */
  public void kill(SlurmDaemon daemon) {
    run("down", daemon.toString());
  }

  /** From now on it takes connections and never answers. */
  public void hang(SlurmDaemon daemon) {
    run("down", daemon.toString(), "hang");
  }

  /** Returns when it answers again; does no harm where it does already. */
  public void start(SlurmDaemon daemon) {
    run("up", daemon.toString());
  }

  private String run(String verb, String... arguments) {
    List<String> all = new ArrayList<>(List.of(verb, name));
    all.addAll(List.of(arguments));
    return SCRIPT.run(all.toArray(String[]::new));
  }
}
