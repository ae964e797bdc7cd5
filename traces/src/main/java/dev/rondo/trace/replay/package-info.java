/**
 * Holds a run against a recording, event by event, as it happens.
 *
 * <p>{@link dev.rondo.trace.replay.Follower} is the door: it is told each event of one loop, and
 * says which of the recording's it is; the first that is none of them is a {@link
 * dev.rondo.trace.replay.Divergence}. {@code Script} is the loop's part of the recording, {@code
 * Shape} what an event says apart from what is physical, {@code Twins} which numbers of the two
 * runs mean the same. {@link dev.rondo.trace.replay.ReplayReport} is what is said of a whole run,
 * and {@link dev.rondo.trace.replay.Circumstances} in what it was another from the start.
 */
@NullMarked
package dev.rondo.trace.replay;

import org.jspecify.annotations.NullMarked;
