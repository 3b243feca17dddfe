package dev.berth.targets.vm.making;

import java.util.Map;

/**
 * Which module makes the machines.
 *
 * @param name what a fleet file calls it
 * @param provider the plug-in that its resources want, as a configuration names it; empty for a
 *     module of the user's own, whose settings name a file with providers
 * @param shipped whether it comes with Berth; otherwise the name is its folder
 */
record MachineModule(String name, String provider, boolean shipped) {

  private static final Map<String, String> PROVIDERS =
      Map.of("ec2", "aws", "compute-engine", "google", "azure", "azurerm");

  /** The module that the setting {@code terraform} names. */
  static MachineModule of(String said) {
    String provider = PROVIDERS.get(said);
    return provider == null
        ? new MachineModule(said, "", false)
        : new MachineModule(said, provider, true);
  }
}
