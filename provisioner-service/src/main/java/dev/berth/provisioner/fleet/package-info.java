/** Keeps a driver open for every target of the fleet file, and reads the file as it changes. */
@NullMarked
package dev.berth.provisioner.fleet;

import org.jspecify.annotations.NullMarked;
