package dev.berth.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** A past fact that travels on one of Berth's topics. */
public sealed interface Event
    permits RequestEvent,
        DecisionEvent,
        ProvisionEvent,
        HealthEvent,
        TargetObserved,
        ScalingRecommended {

  /** The Kafka key: the job's id, or the target's where the event is about a target. */
  @JsonIgnore
  String key();
}
