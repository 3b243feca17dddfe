package dev.berth.targets.kubernetes;

import java.io.InputStream;

/**
 * The log of one pod.
 *
 * @param pod its name
 * @param content what it prints
 */
record PodLog(String pod, InputStream content) {}
