/**
 * The port to every kind of target, and the fleet that says which targets there are.
 *
 * <p>A {@link dev.berth.targets.api.Driver} speaks to one target. It decides nothing: the
 * provisioner tells it what to make and unmake, the monitor asks it what is there. Every call is
 * safe to repeat, because every call names its attempt. Drivers are found through {@link
 * java.util.ServiceLoader} by their {@link dev.berth.targets.api.DriverProvider}, so that a new
 * kind of target is a new module and nothing else.
 */
@NullMarked
package dev.berth.targets.api;

import org.jspecify.annotations.NullMarked;
