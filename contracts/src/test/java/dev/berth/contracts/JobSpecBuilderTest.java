package dev.berth.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.fixtures.RandomEvents;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JobSpecBuilderTest {

  private static final long SEED = Long.getLong("berth.seed", System.nanoTime());

  @Test
  void keepsWhatIsNotChanged() {
    RandomEvents random = new RandomEvents(SEED);
    for (int i = 0; i < 200; i++) {
      JobSpec spec = random.spec(random.job());

      assertThat(spec.toBuilder().build()).as("-Dberth.seed=%d, spec %d", SEED, i).isEqualTo(spec);
    }
  }

  @Test
  void isAsARequestThatSaysNoMore() {
    byte[] json = "{\"id\":\"a\",\"entrypoint\":\"python\"}".getBytes(StandardCharsets.UTF_8);

    assertThat(JobSpecReader.read(json))
        .isEqualTo(new JobSpecReader.Valid(JobSpec.of(new JobId("a"), "python").build()));
  }

  @Test
  void changesOnlyTheIdForAnotherJob() {
    JobSpec spec = JobSpec.of(new JobId("a"), "python").gang(true).build();

    assertThat(spec.forJob(new JobId("b")).build())
        .isEqualTo(JobSpec.of(new JobId("b"), "python").gang(true).build());
  }
}
