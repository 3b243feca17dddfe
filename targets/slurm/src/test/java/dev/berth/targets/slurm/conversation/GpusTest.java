package dev.berth.targets.slurm.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** GPUs as nodes of 22.05 to 26.05 and of the sites write them. */
class GpusTest {

  @Test
  void areReadFromGres() {
    assertThat(Gpus.of("gpu:fake:4")).isEqualTo(Map.of("fake", 4));
    assertThat(Gpus.of("gpu:a100:4(S:0-1),nvme:1")).isEqualTo(Map.of("a100", 4));
    assertThat(Gpus.of("gpu:2")).isEqualTo(Map.of("", 2));
    assertThat(Gpus.of("gpu:a100:2,gpu:h100:6")).isEqualTo(Map.of("a100", 2, "h100", 6));
    assertThat(Gpus.of("(null)")).isEmpty();
    assertThat(Gpus.of("gpu:fake:0(IDX:N/A)")).isEqualTo(Map.of("fake", 0));
  }

  @Test
  void areReadFromTres() {
    assertThat(Gpus.inTres("cpu=4,mem=400M,gres/gpu=3")).isEqualTo(3);
    assertThat(Gpus.inTres("cpu=4,gres/gpu=4,gres/gpu:a100=4")).isEqualTo(4);
    assertThat(Gpus.inTres("cpu=4,gres/gpu:a100=1,gres/gpu:h100=2")).isEqualTo(3);
    assertThat(Gpus.inTres("cpu=4")).isZero();
  }
}
