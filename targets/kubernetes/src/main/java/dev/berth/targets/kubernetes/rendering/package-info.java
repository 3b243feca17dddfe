/** From a submission to the objects that make it so. Pure: the same input gives the same bytes. */
@NullMarked
package dev.berth.targets.kubernetes.rendering;

import org.jspecify.annotations.NullMarked;
