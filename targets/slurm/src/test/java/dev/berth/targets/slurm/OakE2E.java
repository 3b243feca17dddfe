package dev.berth.targets.slurm;

import dev.berth.targets.slurm.live.Access;
import dev.berth.targets.slurm.live.SlurmCluster;
import dev.berth.targets.slurm.live.SlurmDaemon;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The driver on the oldest Slurm. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("oak")
class OakE2E {

  @Nested
  class BySsh extends DriverContract {
    BySsh() {
      super(SlurmCluster.OAK, Way.SSH);
    }
  }

  @Nested
  class ByRest extends DriverContract {
    ByRest() {
      super(SlurmCluster.OAK, Way.REST);
    }
  }

  @Nested
  class ByRestAlone extends DriverContract {
    ByRestAlone() {
      super(SlurmCluster.OAK, Way.REST_ALONE);
    }
  }

  @Nested
  class Submission extends SubmittedOnceContract {
    Submission() {
      super(SlurmCluster.OAK);
    }

    @Test
    void survivesSlurmrestd() throws Exception {
      isOneJobThoughTheReplyIsLost(Access.REST, SlurmDaemon.SLURMRESTD, 35);
    }

    @Test
    void survivesTheLoginNode() throws Exception {
      isOneJobThoughTheReplyIsLost(Access.SSH, SlurmDaemon.LOGIN, 10);
    }
  }

  @Nested
  class Nodes extends DeadNodesContract {
    Nodes() {
      super(SlurmCluster.OAK, Way.SSH);
    }
  }

  @Nested
  class Outage extends TroubleContract {
    Outage() {
      super(SlurmCluster.OAK);
    }

    @Test
    void ofTheControllerSeenThroughSlurmrestd() throws Exception {
      aDaemonThatIsAwayIsTroubleAndTheJobRunsOn(Way.REST_ALONE, SlurmDaemon.SLURMCTLD);
    }

    @Test
    void ofTheControllerSeenFromTheLoginNode() throws Exception {
      aDaemonThatIsAwayIsTroubleAndTheJobRunsOn(Way.SSH, SlurmDaemon.SLURMCTLD);
    }
  }
}
