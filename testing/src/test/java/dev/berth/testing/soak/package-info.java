/** The fault test: many short jobs while everything is killed at random and started again. */
@NullMarked
package dev.berth.testing.soak;

import org.jspecify.annotations.NullMarked;
