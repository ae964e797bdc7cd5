package dev.rondo.trace.model;

import dev.rondo.trace.Phase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A loop at one point of its trace.
 *
 * @param loop its number
 * @param name its name, where the trace has it
 * @param phase running, stopped or closed; null before the trace says so
 * @param seq the last event applied
 * @param t its time, in nanoseconds of the trace
 * @param turn the turn of the loop, from 1; 0 before the first
 * @param running what has control: empty between slices, else the outermost slice first and the
 *     eager first steps within it after it
 * @param ready the ready queue, head first
 * @param timers the timers not yet due, by deadline, then by order of creation
 * @param tasks every task created so far, in order of creation
 * @param counts what happened so far
 */
public record LoopSnapshot(
    int loop,
    @Nullable String name,
    @Nullable Phase phase,
    long seq,
    long t,
    long turn,
    List<Slice> running,
    List<ReadyHandle> ready,
    List<PendingTimer> timers,
    List<TaskSnapshot> tasks,
    LoopCounts counts) {

  public LoopSnapshot {
    running = List.copyOf(running);
    ready = List.copyOf(ready);
    timers = List.copyOf(timers);
    tasks = List.copyOf(tasks);
  }
}
