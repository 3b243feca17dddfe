package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What one factor contributed to a candidate's score.
 *
 * @param factor which factor
 * @param rating from 0 (worst) to 1 (best)
 * @param weight the intent's weight of this factor; an intent's weights sum to 1
 * @param contribution {@code rating × weight}
 * @param evidence where the rating came from: the matrix' word for it, or the live reading that
 *     refined it
 */
@RegisterForReflection
public record ScorePart(
    Factor factor, double rating, double weight, double contribution, String evidence) {}
