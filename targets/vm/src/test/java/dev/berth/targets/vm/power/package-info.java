@org.jspecify.annotations.NullMarked
package dev.berth.targets.vm.power;
