package dev.berth.targets.vm;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.annotations.RegisterResources;

/**
 * What a native image would lack: the driver is found through its service file, and carries scripts
 * as resources.
 */
@RegisterForReflection(targets = VmDriverProvider.class)
@RegisterResources(
    globs = {
      "META-INF/services/dev.berth.targets.api.DriverProvider",
      "dev/berth/targets/vm/**",
      "dev/berth/targets/api/ray-*.py"
    })
final class NativeRegistration {

  private NativeRegistration() {}
}
