@NullMarked
package dev.berth.targets.vm.making;

import org.jspecify.annotations.NullMarked;
