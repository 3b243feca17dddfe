package dev.berth.advisor.kafka;

import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.Envelope;
import java.util.List;

/**
 * What one transaction did.
 *
 * @param requests how many records were read
 * @param decisions what was written
 */
public record Turn(int requests, List<Envelope<? extends DecisionEvent>> decisions) {}
