package dev.berth.advisor.wiring;

import dev.berth.advisor.Policy;
import dev.berth.advisor.Rating;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What Jackson reads in a native image and must not name a framework itself. */
@RegisterForReflection(targets = {Policy.class, Rating.class})
final class NativeReflection {

  private NativeReflection() {}
}
