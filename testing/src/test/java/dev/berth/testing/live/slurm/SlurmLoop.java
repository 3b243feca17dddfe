package dev.berth.testing.live.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.JobId;
import dev.berth.contracts.TargetId;
import dev.berth.targets.slurm.live.SlurmDaemon;
import dev.berth.testing.live.RealLoop;
import java.nio.file.Path;
import java.util.List;

/** A platform whose targets are Slurm clusters. Closing it leaves no job of its own there. */
final class SlurmLoop extends RealLoop {

  private final List<Site> sites;

  /**
   * Starts it.
   *
   * @param services settings of the services
   */
  SlurmLoop(Path folder, List<Site> sites, List<String> services) throws Exception {
    super(folder, sites.stream().map(site -> site.target(folder)).toList(), services);
    this.sites = List.copyOf(sites);
  }

  Site site(String name) {
    return site(new TargetId(name));
  }

  Site site(TargetId target) {
    return sites.stream().filter(site -> site.id().equals(target)).findFirst().orElseThrow();
  }

  /** Every submission of a job is released, and no cluster has it in its queue. */
  void awaitNothingLeft(JobId job) throws InterruptedException {
    awaitNothingLeft(job, sites);
  }

  /** The same where other tests have the rest of the sites out of order. */
  void awaitNothingLeft(JobId job, List<Site> on) throws InterruptedException {
    awaitReleased(job);
    for (AttemptSubmitted submitted : told.all(job, AttemptSubmitted.class)) {
      for (Site site : on) {
        assertThat(Queue.of(site.cluster())).doesNotContainKey(submitted.attempt().toString());
      }
    }
  }

  @Override
  public void close() {
    super.close();
    for (Site site : sites) {
      for (SlurmDaemon daemon :
          List.of(SlurmDaemon.SLURMCTLD, SlurmDaemon.SLURMRESTD, SlurmDaemon.LOGIN)) {
        site.cluster().start(daemon);
      }
      site.cluster().administrator("scancel", "--user=berth");
    }
  }
}
