/**
 * Makes an attempt's machines ready before its program starts: a port and one class for each tool.
 * A tool is run as its own documentation says, may be run twice, and says itself whether it was
 * content: by its exit code, and by words where the code means several things.
 */
@NullMarked
package dev.berth.targets.vm.settingup;

import org.jspecify.annotations.NullMarked;
