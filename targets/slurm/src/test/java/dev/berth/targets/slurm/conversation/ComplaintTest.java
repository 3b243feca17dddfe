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
          Rate limit exceeded, please retry momentarily | AWAY
          Batch job submission failed: Rate limit exceeded, please retry later | AWAY
          RPC rate limited 3 time(s). Sleeping then trying again. | AWAY
          Slurm backup controller in standby mode | AWAY
          Controller is in standby mode, try a different controller | AWAY
          System submissions disabled | AWAY
          Unable to create job record, try again | AWAY
          I/O error writing script/environment to file | AWAY
          Can't find an address, check slurm.conf | AWAY
          Slurm temporarily unable to accept job, sleeping and retrying | AWAY
          slurm_persist_conn_open_without_init: failed to open persistent connection: Connection refused | AWAY
          Batch job submission failed: Socket timed out on send/recv operation | UNANSWERED
          Zero Bytes were transmitted or received | UNANSWERED
          Batch job submission failed: Unexpected missing socket error | UNANSWERED
          Unable to contact slurm controller (send failure) | UNANSWERED
          Unable to contact slurm controller (receive failure) | UNANSWERED
          Unable to contact slurm controller (shutdown failure) | UNANSWERED
          Message send failure | UNANSWERED
          Message receive failure | UNANSWERED
          Insane message length | UNANSWERED
          Header lengths are longer than data received | UNANSWERED
          Incomplete packet | UNANSWERED
          Unable to process incoming file descriptor | UNANSWERED
          Unexpected message received | UNANSWERED
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
