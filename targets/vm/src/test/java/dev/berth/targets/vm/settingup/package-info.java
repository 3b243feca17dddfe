@NullMarked
package dev.berth.targets.vm.settingup;

import org.jspecify.annotations.NullMarked;
