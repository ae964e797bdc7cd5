package dev.rondo.recorder;

import java.time.Duration;

/**
 * How a recorder is doing.
 *
 * @param events how many events are in the file, where a reader sees them
 * @param lost how many were dropped, as far as the file says so
 * @param waits how often a loop had to wait for the file
 * @param waited how long, all in all
 * @param bytes how large the file is
 * @param memory how much the recorder's chunks take, in bytes
 * @param recording whether it goes on: not after its limit, a failure, or its close
 */
public record Statistics(
    long events,
    long lost,
    long waits,
    Duration waited,
    long bytes,
    long memory,
    boolean recording) {}
