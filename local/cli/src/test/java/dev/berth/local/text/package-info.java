@org.jspecify.annotations.NullMarked
package dev.berth.local.text;
