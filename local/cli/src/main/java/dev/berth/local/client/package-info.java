/**
 * What commands do, without a command line: requests written, services asked, dead letters read,
 * decisions made offline.
 */
@NullMarked
package dev.berth.local.client;

import org.jspecify.annotations.NullMarked;
