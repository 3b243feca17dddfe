/**
 * The main job of Berth, played on real input in a platform of its own, and checked: it tells what
 * happens as it happens, and fails where something does not.
 */
@NullMarked
package dev.berth.local.demo;

import org.jspecify.annotations.NullMarked;
