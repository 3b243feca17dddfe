package dev.berth.testing.simulation;

import dev.berth.advisor.AdvisorShard;
import dev.berth.contracts.Decoded;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobUnplaceable;
import dev.berth.contracts.RequestEvent;
import dev.berth.contracts.Topic;

/**
 * Everything that was ever asked, asked once more.
 *
 * @param topics where it was asked
 * @param advisor who is asked again, as it is after a crash
 */
record Questions(Topics topics, AdvisorActor advisor) {

  /** Nothing of it may be decided again. */
  void askAgain() {
    for (int partition = 0; partition < Topic.JOB_PARTITIONS; partition++) {
      AdvisorShard shard = advisor.rebuilt(partition);
      for (Decoded decoded : topics.of(Topic.REQUESTS).of(partition)) {
        if (decoded instanceof Decoded.Understood understood
            && understood.envelope().event() instanceof RequestEvent request
            && Topic.partitionOf(request.jobId()) == partition) {
          ask(shard, understood.envelope(), request);
        }
      }
    }
  }

  private static void ask(AdvisorShard shard, Envelope<?> envelope, RequestEvent request) {
    for (Envelope<?> answer :
        shard.answer(
            new Envelope<>(envelope.id(), envelope.source(), envelope.time(), null, request))) {
      if (answer.event() instanceof JobPlaced || answer.event() instanceof JobUnplaceable) {
        throw new LawBroken(request.jobId(), "asked again, the advisor decides: " + answer);
      }
    }
  }
}
