package dev.berth.targets.slurm.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors as Slurm words them. */
class ComplaintTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Batch job submission failed: Unable to contact slurm controller (connect failure) | AWAY
          Slurm temporarily unable to accept job, sleeping and retrying | AWAY
          slurm_persist_conn_open_without_init: failed to open persistent connection: Connection refused | AWAY
          Batch job submission failed: Socket timed out on send/recv operation | UNANSWERED
          Zero Bytes were transmitted or received | UNANSWERED
          Communication connection failure | UNANSWERED
          Protocol authentication error | CREDENTIALS
          slurmctld config is unable to load: Unspecified error | CREDENTIALS
          Authentication failure | CREDENTIALS
          Invalid partition name specified | REFUSAL
          Requested node configuration is not available | REFUSAL
          Invalid account or account/partition combination specified | REFUSAL
          """)
  void isToldByItsWords(String text, Complaint complaint) {
    assertThat(Complaint.of(text)).isEqualTo(complaint);
  }
}
