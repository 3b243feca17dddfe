/**
 * Programs on machines over ssh, on many at once; a machine that does not answer holds up nobody.
 */
@NullMarked
package dev.berth.targets.vm.remote;

import org.jspecify.annotations.NullMarked;
