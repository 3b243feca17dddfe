package dev.berth.targets.slurm.site;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What names of accounts look like at a site.
 *
 * @param pattern a regular expression for the whole of it
 * @param example one that fits
 * @param required whether a target that names none is refused
 */
@RegisterForReflection
public record AccountForm(String pattern, String example, boolean required) {}
