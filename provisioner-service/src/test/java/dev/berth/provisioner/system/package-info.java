/** The service as its users run it: a process of its own, a real broker, real programs. */
@org.jspecify.annotations.NullMarked
package dev.berth.provisioner.system;
