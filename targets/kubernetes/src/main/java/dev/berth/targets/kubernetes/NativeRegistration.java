package dev.berth.targets.kubernetes;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.annotations.RegisterResources;

/**
 * What a native image would lack: the driver is found through its service file. The client's models
 * are registered by {@code quarkus-kubernetes-client}, which a service that carries this driver
 * must have on its class path.
 */
@RegisterForReflection(targets = KubernetesDriverProvider.class)
@RegisterResources(globs = "META-INF/services/dev.berth.targets.api.DriverProvider")
final class NativeRegistration {

  private NativeRegistration() {}
}
