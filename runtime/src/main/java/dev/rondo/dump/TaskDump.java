package dev.rondo.dump;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task that was not done.
 *
 * @param id its number in traces, unique in its loop
 * @param name its name
 * @param state what it is about to do
 * @param cancelRequests how many requests to cancel there were, less those taken back
 * @param coroutines the coroutines that it is in, each awaiting the next in place: its own first
 * @param awaits what it waits for; null if it is not paused, or paused with nothing to wait for
 * @param awaitedBy the numbers of the tasks that wait for it, directly or through a gather, a
 *     group, a wait or a shield
 * @param callbacks the names of the plain callbacks that will be made when it is done
 * @param timers the timers that will wake or cancel it, the first that is due first
 * @param stack the program's frames, innermost first: where it is paused or runs; empty before its
 *     first step
 */
public record TaskDump(
    long id,
    String name,
    State state,
    int cancelRequests,
    List<CoroutineDump> coroutines,
    @Nullable Awaited awaits,
    List<Long> awaitedBy,
    List<String> callbacks,
    List<TimerDump> timers,
    List<StackTraceElement> stack) {

  /** What a task is about to do. */
  public enum State {
    /** Its first step is in the ready queue. */
    CREATED,
    /** It paused, and its next step is in the ready queue. */
    READY,
    /** It has control, or made the task that has: one that started eagerly. */
    RUNNING,
    /** It waits for something that is not done. */
    PAUSED
  }

  /** Copies the lists. */
  public TaskDump {
    coroutines = List.copyOf(coroutines);
    awaitedBy = List.copyOf(awaitedBy);
    callbacks = List.copyOf(callbacks);
    timers = List.copyOf(timers);
    stack = List.copyOf(stack);
  }
}
