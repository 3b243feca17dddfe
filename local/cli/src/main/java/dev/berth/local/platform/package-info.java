/**
 * The whole platform on one machine: broker, services and trace receiver as processes of their own,
 * known by pid and start time, with everything they keep in one folder.
 */
@NullMarked
package dev.berth.local.platform;

import org.jspecify.annotations.NullMarked;
