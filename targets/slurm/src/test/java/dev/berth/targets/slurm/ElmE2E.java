package dev.berth.targets.slurm;

import dev.berth.targets.slurm.live.Access;
import dev.berth.targets.slurm.live.SlurmCluster;
import dev.berth.targets.slurm.live.SlurmDaemon;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The driver on Debian's stable Slurm. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("elm")
class ElmE2E {

  @Nested
  class BySsh extends DriverContract {
    BySsh() {
      super(SlurmCluster.ELM, Way.SSH);
    }
  }

  @Nested
  class ByRest extends DriverContract {
    ByRest() {
      super(SlurmCluster.ELM, Way.REST);
    }
  }

  @Nested
  class ByRestAlone extends DriverContract {
    ByRestAlone() {
      super(SlurmCluster.ELM, Way.REST_ALONE);
    }
  }

  @Nested
  class Submission extends SubmittedOnceContract {
    Submission() {
      super(SlurmCluster.ELM);
    }

    @Test
    void survivesSlurmrestd() throws Exception {
      isOneJobThoughTheReplyIsLost(Access.REST, SlurmDaemon.SLURMRESTD, 35);
    }

    @Test
    void survivesTheController() throws Exception {
      isOneJobThoughTheReplyIsLost(Access.REST, SlurmDaemon.SLURMCTLD, 10);
    }
  }

  @Nested
  class Nodes extends DeadNodesContract {
    Nodes() {
      super(SlurmCluster.ELM, Way.REST);
    }
  }

  @Nested
  class Outage extends TroubleContract {
    Outage() {
      super(SlurmCluster.ELM);
    }

    @Test
    void ofTheControllerSeenThroughSlurmrestd() throws Exception {
      aDaemonThatIsAwayIsTroubleAndTheJobRunsOn(Way.REST_ALONE, SlurmDaemon.SLURMCTLD);
    }

    @Test
    void ofSlurmrestd() throws Exception {
      aDaemonThatIsAwayIsTroubleAndTheJobRunsOn(Way.REST_ALONE, SlurmDaemon.SLURMRESTD);
    }
  }
}
