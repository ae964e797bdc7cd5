package dev.rondo.trace.model;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A task at one point of its trace.
 *
 * @param id its number
 * @param name its name
 * @param coro the coroutine that it drives
 * @param parent the task that created it, or 0
 * @param at the source line that created it, where the trace has it
 * @param createdSeq the {@code task} event, or 0 where the trace has none
 * @param createdT when it was created, in nanoseconds of the trace
 * @param state where it is in its life
 * @param awaits what it waits for, then what that waits for, and so on; empty where it is not
 *     paused on a future, and not beyond {@link #LONGEST_CHAIN} links
 * @param waiters what its completion will put in the ready queue
 * @param cancels how often its cancellation was requested
 * @param times how it spent its life
 */
public record TaskSnapshot(
    long id,
    String name,
    String coro,
    long parent,
    @Nullable String at,
    long createdSeq,
    long createdT,
    TaskState state,
    List<AwaitLink> awaits,
    List<Waiter> waiters,
    long cancels,
    TaskTimes times) {

  /** The most links of an await chain that a snapshot holds. */
  public static final int LONGEST_CHAIN = 100;

  private static final Pattern DEFAULT_NAME = Pattern.compile("Task-\\d+");

  public TaskSnapshot {
    awaits = List.copyOf(awaits);
    waiters = List.copyOf(waiters);
  }

  /**
   * What people recognise a task of that name by: the name and, where that is but a number ({@code
   * Task-2}), the coroutine.
   */
  public static String title(String name, String coro) {
    return DEFAULT_NAME.matcher(name).matches() && !coro.equals("?") ? name + " " + coro : name;
  }

  /**
   * What people recognise it by: its name and, where that is but a number ({@code Task-2}), its
   * coroutine.
   */
  public String title() {
    return title(name, coro);
  }

  /** Whether it finished. */
  public boolean done() {
    return state instanceof TaskState.Done;
  }
}
