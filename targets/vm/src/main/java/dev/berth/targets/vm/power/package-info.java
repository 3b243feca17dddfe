/**
 * What a program outside a host says of its power, such as its service processor's or its
 * hypervisor's: the second, independent signal that a silent host is off.
 */
@NullMarked
package dev.berth.targets.vm.power;

import org.jspecify.annotations.NullMarked;
