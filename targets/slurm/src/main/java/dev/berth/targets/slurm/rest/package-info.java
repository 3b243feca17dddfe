/**
 * A Slurm that is spoken to through slurmrestd (slurm.schedmd.com/rest_api.html). Two shapes of its
 * interface are known: the one of v0.0.38, and the one that v0.0.40 to v0.0.45 share.
 */
@NullMarked
package dev.berth.targets.slurm.rest;

import org.jspecify.annotations.NullMarked;
