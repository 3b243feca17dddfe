@org.jspecify.annotations.NullMarked
package dev.berth.provisioner.running;
