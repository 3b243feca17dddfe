package dev.berth.advisor.wiring;

import dev.berth.advisor.Policy;
import dev.berth.advisor.Rating;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a native image would lack: the core's records that are read from a policy file. They are
 * named here since the core knows no framework.
 */
@RegisterForReflection(targets = {Policy.class, Rating.class})
final class NativeRegistration {

  private NativeRegistration() {}
}
