/**
 * The examples are part of the product: their programs are run here as Berth runs them, as
 * processes of their own with Berth's environment, and killed as the demonstration kills them.
 */
@NullMarked
package dev.berth.examples;

import org.jspecify.annotations.NullMarked;
