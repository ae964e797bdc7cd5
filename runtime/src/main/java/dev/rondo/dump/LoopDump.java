package dev.rondo.dump;

import dev.rondo.observe.LoopPhase;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A loop at one moment, with all its tasks that were not done.
 *
 * @param name the loop's name, if it was given one
 * @param state whether it ran
 * @param engine the coroutine engine, {@code continuation} or {@code virtual-thread}
 * @param thread the thread that it ran on, or null
 * @param ready how many entries its ready queue held
 * @param timers how many timers were set
 * @param fromOutside whether another thread looked while a slice was under way, as it must at a
 *     loop that hangs: what that slice changed meanwhile may be missing or half there. Otherwise
 *     the dump is exact: taken on the loop's own thread, or while the loop stood still
 * @param tasks in order of creation
 * @param callback the program's frames of the plain callback that had control, innermost first;
 *     empty if none had
 */
public record LoopDump(
    @Nullable String name,
    LoopPhase state,
    String engine,
    @Nullable String thread,
    int ready,
    int timers,
    boolean fromOutside,
    List<TaskDump> tasks,
    List<StackTraceElement> callback) {

  /** Copies the lists. */
  public LoopDump {
    tasks = List.copyOf(tasks);
    callback = List.copyOf(callback);
  }

  /** The task of that number. */
  public Optional<TaskDump> task(long id) {
    return tasks.stream().filter(task -> task.id() == id).findFirst();
  }

  /** The first task of that name. */
  public Optional<TaskDump> task(String name) {
    return tasks.stream().filter(task -> task.name().equals(name)).findFirst();
  }

  /**
   * {@code task}, then the task that it awaits, and so on, as long as each awaits a single one; it
   * ends before a task that is in it already.
   */
  public List<TaskDump> awaitChain(TaskDump task) {
    return new AwaitGraph(this).chain(task, Integer.MAX_VALUE);
  }

  /** All of it, to be read in a terminal: a line for the loop, a paragraph for each task. */
  public String text() {
    return DumpText.of(this);
  }

  /**
   * Who awaits whom, a line each: tasks and the coroutines between them. As CPython 3.14's {@code
   * python -m asyncio pstree}, with these differences: where tasks await each other in a circle, it
   * says so and prints the rest; a task with several awaiters has its own branches once; and what
   * else a task waits for ({@code lock L}) stands at the end of its branch.
   */
  public String tree() {
    return AwaitTree.of(this);
  }

  /** All of it as one JSON object on one line. The keys are the names of the records' parts. */
  public String json() {
    return DumpJson.of(this);
  }

  /** {@link #text}. */
  @Override
  public String toString() {
    return text();
  }
}
