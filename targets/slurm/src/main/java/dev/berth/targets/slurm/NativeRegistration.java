package dev.berth.targets.slurm;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.annotations.RegisterResources;

/**
 * What a native image would lack: the driver is found through its service file, and carries site
 * profiles and parts of scripts as resources.
 */
@RegisterForReflection(targets = SlurmDriverProvider.class)
@RegisterResources(
    globs = {
      "META-INF/services/dev.berth.targets.api.DriverProvider",
      "dev/berth/targets/slurm/**",
      "dev/berth/targets/api/ray-*.py"
    })
final class NativeRegistration {

  private NativeRegistration() {}
}
