package dev.berth.targets.process;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.annotations.RegisterResources;

/**
 * What a native image would lack: the driver is found through its service file, and starts workers
 * with a script that it carries as a resource.
 */
@RegisterForReflection(targets = ProcessDriverProvider.class)
@RegisterResources(
    globs = {
      "META-INF/services/dev.berth.targets.api.DriverProvider",
      "dev/berth/targets/process/*.sh"
    })
final class NativeRegistration {

  private NativeRegistration() {}
}
