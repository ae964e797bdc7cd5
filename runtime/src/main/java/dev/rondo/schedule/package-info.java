/**
 * Who decides what a loop leaves open: a leaf that knows nothing of the loop.
 *
 * <ul>
 *   <li>{@link dev.rondo.schedule.Director}: is asked by a loop that was given one;
 *   <li>{@link dev.rondo.schedule.Order}: what it may answer;
 *   <li>{@link dev.rondo.schedule.Input}: what it may give in the place of a value from outside.
 * </ul>
 */
@NullMarked
package dev.rondo.schedule;

import org.jspecify.annotations.NullMarked;
