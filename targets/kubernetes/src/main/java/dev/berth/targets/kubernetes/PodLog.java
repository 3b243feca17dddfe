package dev.berth.targets.kubernetes;

import java.io.InputStream;

/**
 * The log of one pod.
 *
 * @param worker what its worker is called
 * @param content what it prints
 */
record PodLog(String worker, InputStream content) {}
