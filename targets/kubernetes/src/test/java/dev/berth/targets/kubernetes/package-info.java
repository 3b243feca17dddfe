/** Tests; those named {@code *E2E} ask a real API server. */
package dev.berth.targets.kubernetes;
