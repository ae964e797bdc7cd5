/**
 * What a loop looked like at one moment: immutable records that know nothing of the loop, as text
 * for a terminal, as JSON, and as a tree of who awaits whom.
 *
 * <ul>
 *   <li>{@link dev.rondo.dump.LoopDump}: a loop; {@code EventLoop.dump()} and {@code dumpAll()}
 *       give it;
 *   <li>{@link dev.rondo.dump.TaskDump}: one of its tasks that are not done;
 *   <li>{@link dev.rondo.dump.CoroutineDump}, {@link dev.rondo.dump.Awaited}, {@link
 *       dev.rondo.dump.TimerDump}: what it stands in, what it waits for, and how long.
 * </ul>
 *
 * Around them: {@code DumpText}, {@code DumpJson} on {@code JsonText}, and {@code AwaitTree}, the
 * ways to write it down.
 */
@NullMarked
package dev.rondo.dump;

import org.jspecify.annotations.NullMarked;
