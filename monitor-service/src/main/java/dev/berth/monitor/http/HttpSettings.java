package dev.berth.monitor.http;

import java.time.Duration;

/**
 * How questions are answered.
 *
 * @param peerTimeout how long another replica may take to answer
 * @param examinedPerPartition how many jobs of a partition one list looks through at most
 * @param heartbeat the longest that an event stream says nothing
 * @param streams how many streams of events and logs this replica keeps open at most
 */
public record HttpSettings(
    Duration peerTimeout, int examinedPerPartition, Duration heartbeat, int streams) {}
