package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * Where some of a job's input lies, so that the job can be put near it.
 *
 * @param uri the data's address, such as {@code s3://bucket/prefix}
 * @param location the location (a region or a site's name, as targets name theirs) where it lies,
 *     or null if not known
 * @param sizeGiB its size in gibibytes, at least 0
 */
@RegisterForReflection
public record DatasetLocation(String uri, @Nullable String location, double sizeGiB) {}
