package dev.berth.provisioner.http;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The jobs with work at this replica.
 *
 * @param total how many there are
 * @param lanes the first of them, by job
 */
@RegisterForReflection
public record LanesView(int total, List<LaneView> lanes) {}
