package dev.berth.testing.bench;

import java.nio.file.Path;

/**
 * Where a benchmark runs.
 *
 * @param home the repository
 * @param scratch an empty folder, which is deleted afterwards
 */
public record Place(Path home, Path scratch) {}
