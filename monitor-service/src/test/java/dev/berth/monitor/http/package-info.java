/** Tests of the answers by HTTP. */
@NullMarked
package dev.berth.monitor.http;

import org.jspecify.annotations.NullMarked;
