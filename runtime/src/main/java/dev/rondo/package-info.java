/**
 * An asyncio-style event loop with stackful coroutines.
 *
 * <p>Start reading here:
 *
 * <ol>
 *   <li>{@link dev.rondo.Async}, the front door: {@code async}, {@code await}, {@code createTask},
 *       {@code sleep}, {@code gather}, {@code run};
 *   <li>{@link dev.rondo.EventLoop}, and in its heart {@code Turns}: the ready queue, timers and
 *       hand-overs; {@code Turns.turn} is the loop;
 *   <li>{@link dev.rondo.Task}: a step resumes the body, a pause or its end comes back;
 *   <li>{@link dev.rondo.Future}: who is told when it is done;
 *   <li>{@link dev.rondo.ContextVar} and {@link dev.rondo.Context}: what each task has of its own;
 *   <li>{@link dev.rondo.Trace} and {@link dev.rondo.SharedState}: what a program adds to its
 *       trace; {@link dev.rondo.Inputs}: what it takes from outside, so that a replay can give it
 *       back.
 * </ol>
 *
 * <p>Around them: {@code Handle} and {@code TimerQueue} (what is queued), {@code Handovers} and
 * {@code Threads} (the other threads), {@code LoopThread} (the loop's own), {@code PauseGuard} and
 * {@code HeldMonitors} (where no pause can be), {@code Watchdog} (a loop that hangs), {@code
 * Complaints} (what goes wrong unseen), {@code ProgramFrames}, {@code Failure}, {@code AwaitFrame}
 * (stack traces), {@code Exit} (the end of the virtual machine). For a dump: {@code Dumper}, {@code
 * Onlooker} and {@code Turnstile} (another thread looks), {@code Concerning} (on whose behalf a
 * callback is there), {@code ProgramStack}, {@code DumpSignal}. To run a loop by hand: {@code
 * Stepper}; by somebody else's decisions: {@code Directed}. To have all loops that some code makes
 * set up alike, as the test kit does: {@code LoopScope}.
 */
@NullMarked
package dev.rondo;

import org.jspecify.annotations.NullMarked;
