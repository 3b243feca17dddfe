package dev.berth.targets.slurm;

import dev.berth.targets.slurm.live.Access;
import dev.berth.targets.slurm.live.SlurmCluster;
import dev.berth.targets.slurm.live.SlurmDaemon;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The driver on the newest Slurm. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("ash")
class AshE2E {

  @Nested
  class BySsh extends DriverContract {
    BySsh() {
      super(SlurmCluster.ASH, Way.SSH);
    }
  }

  @Nested
  class ByRest extends DriverContract {
    ByRest() {
      super(SlurmCluster.ASH, Way.REST);
    }
  }

  @Nested
  class ByRestAlone extends DriverContract {
    ByRestAlone() {
      super(SlurmCluster.ASH, Way.REST_ALONE);
    }
  }

  @Nested
  class Submission extends SubmittedOnceContract {
    Submission() {
      super(SlurmCluster.ASH);
    }

    @Test
    void survivesSlurmrestd() throws Exception {
      isOneJobThoughTheReplyIsLost(Access.REST, SlurmDaemon.SLURMRESTD, 30);
    }

    @Test
    void survivesTheController() throws Exception {
      isOneJobThoughTheReplyIsLost(Access.SSH, SlurmDaemon.SLURMCTLD, 10);
    }
  }

  @Nested
  class Nodes extends DeadNodesContract {
    Nodes() {
      super(SlurmCluster.ASH, Way.REST_ALONE);
    }
  }

  @Nested
  class Outage extends TroubleContract {
    Outage() {
      super(SlurmCluster.ASH);
    }

    @Test
    void ofTheControllerSeenThroughSlurmrestd() throws Exception {
      aDaemonThatIsAwayIsTroubleAndTheJobRunsOn(Way.REST_ALONE, SlurmDaemon.SLURMCTLD);
    }

    @Test
    void ofTheLoginNode() throws Exception {
      aDaemonThatIsAwayIsTroubleAndTheJobRunsOn(Way.SSH, SlurmDaemon.LOGIN);
    }
  }
}
