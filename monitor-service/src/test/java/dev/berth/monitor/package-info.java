@NullMarked
package dev.berth.monitor;

import org.jspecify.annotations.NullMarked;
