/**
 * What a cluster lacks, found step by step: the way in, the rights, the objects that a target's
 * settings name, the machines that the fleet file promises. It asks with what the driver would ask
 * with, and changes nothing: creations are dry runs.
 */
@NullMarked
package dev.berth.targets.kubernetes.checking;

import org.jspecify.annotations.NullMarked;
