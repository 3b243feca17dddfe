/** Real machines ({@code testing/live/hosts}) as targets, for live tests here and elsewhere. */
@org.jspecify.annotations.NullMarked
package dev.berth.targets.vm.live;
