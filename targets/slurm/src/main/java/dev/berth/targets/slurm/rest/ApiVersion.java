package dev.berth.targets.slurm.rest;

import java.util.List;

/**
 * A version of slurmrestd's interface.
 *
 * @param written as it stands in paths
 * @param isOld whether it has the first shape: plain numbers, one word for a state
 */
record ApiVersion(String written, boolean isOld) {

  /**
   * Those that are known, the newest first. v0.0.39 is left out: whoever has it (23.02 to 24.05)
   * has v0.0.38 or v0.0.40 as well.
   */
  static final List<ApiVersion> KNOWN =
      List.of(
          new ApiVersion("v0.0.45", false),
          new ApiVersion("v0.0.44", false),
          new ApiVersion("v0.0.43", false),
          new ApiVersion("v0.0.42", false),
          new ApiVersion("v0.0.41", false),
          new ApiVersion("v0.0.40", false),
          new ApiVersion("v0.0.38", true));

  String slurm(String path) {
    return "/slurm/" + written + path;
  }

  String accounting(String path) {
    return "/slurmdb/" + written + path;
  }
}
