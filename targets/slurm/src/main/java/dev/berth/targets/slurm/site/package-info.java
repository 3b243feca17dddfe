/** What is known of a site before it is asked: its profile, and the target's settings. */
@NullMarked
package dev.berth.targets.slurm.site;

import org.jspecify.annotations.NullMarked;
