/**
 * Machines that Terraform makes for one attempt and destroys at its release. Terraform is the only
 * one that speaks to a provider.
 *
 * <p>An attempt has a working folder with a configuration and a state of its own. A Terraform that
 * was killed leaves machines that no state knows, and its plug-in goes on making some for seconds;
 * so what is tried is written down before, and what has not ended in order is answered by {@link
 * dev.berth.targets.vm.making.Clearing}: what the state knows is destroyed, then what the marks at
 * the provider tell of, until nothing can come any more. What other programs must know of an
 * attempt's machines, their host keys too, stands at the provider and is read by {@link
 * dev.berth.targets.vm.making.Finding}.
 *
 * <p>Texts are made and read by classes that ask nobody ({@code *Configuration}, {@link
 * dev.berth.targets.vm.making.SaidLine}, {@link dev.berth.targets.vm.making.Verdict}); {@link
 * dev.berth.targets.vm.making.Terraform} alone runs the program.
 */
@NullMarked
package dev.berth.targets.vm.making;

import org.jspecify.annotations.NullMarked;
