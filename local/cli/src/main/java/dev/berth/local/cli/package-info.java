/**
 * The command line that people and programs use: one file a command, each a translation between
 * arguments, a service and a terminal.
 */
@NullMarked
package dev.berth.local.cli;

import org.jspecify.annotations.NullMarked;
