/** Tables, trees and durations as terminals show them. */
@NullMarked
package dev.berth.local.text;

import org.jspecify.annotations.NullMarked;
