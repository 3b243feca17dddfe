/** From what a cluster says of an attempt to an observation. Pure: time comes in as an argument. */
@NullMarked
package dev.berth.targets.kubernetes.reading;

import org.jspecify.annotations.NullMarked;
