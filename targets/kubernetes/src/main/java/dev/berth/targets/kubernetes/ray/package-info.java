/**
 * A standing Ray cluster, spoken to through Ray's own jobs interface. An attempt is the job whose
 * submission id it is; what Ray cannot do by itself, refusing a submission that comes after its
 * release, is done by a record that keeps the id taken.
 */
@NullMarked
package dev.berth.targets.kubernetes.ray;

import org.jspecify.annotations.NullMarked;
