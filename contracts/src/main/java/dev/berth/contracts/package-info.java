/**
 * The one language that all of Berth speaks: identities, the job spec, decisions, observations and
 * the events that carry them over Kafka.
 *
 * <p>An event is a past fact, a record under {@link dev.berth.contracts.Event}. It travels in an
 * {@link dev.berth.contracts.Envelope} as a CloudEvent ({@link dev.berth.contracts.EventCodec}). A
 * sample of every record in JSON stands in {@code contracts/src/main/resources/berth/samples} and
 * is part of the contract. Change is additive within a version: a reader tolerates fields it does
 * not know, except in a job's spec, where an unknown field is refused by name.
 */
@NullMarked
package dev.berth.contracts;

import org.jspecify.annotations.NullMarked;
