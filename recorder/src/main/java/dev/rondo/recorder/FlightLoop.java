package dev.rondo.recorder;

import dev.rondo.observe.AwaitChain;
import dev.rondo.observe.Ending;
import dev.rondo.trace.LoopSetup;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Records one loop, and looks for what a flight recorder is to write its flight down for. */
final class FlightLoop extends LoopRecorder {
  private final Moment moment;
  private final Triggers triggers;
  private final Consumer<String> found;
  private final Set<Long> roots = new HashSet<>(); // tasks that no task made, while they live
  private long begun; // when the outermost slice did

  /**
   * @param found is told, in words, when a trigger goes off, after that event is recorded
   */
  FlightLoop(
      Ledger ledger,
      Moment moment,
      Whereabouts whereabouts,
      Detail detail,
      @Nullable LoopSetup setup,
      Triggers triggers,
      Consumer<String> found) {
    super(ledger, moment, whereabouts, detail, true, setup);
    this.moment = moment;
    this.triggers = triggers;
    this.found = found;
  }

  @Override
  public void taskCreated(
      long task, String name, String coroutine, @Nullable String at, long parent) {
    super.taskCreated(task, name, coroutine, at, parent);
    if (parent == 0 && triggers.error()) {
      roots.add(task);
    }
  }

  @Override
  public void resumed(long handle, long task) {
    super.resumed(handle, task);
    if (handle != 0) {
      begun = moment.latest();
    }
  }

  @Override
  public void callbackStarted(long handle, String name, long of) {
    super.callbackStarted(handle, name, of);
    begun = moment.latest();
  }

  @Override
  public void paused(long task, long on, String what, AwaitChain chain) {
    super.paused(task, on, what, chain);
    lookAtLength(task, 0);
  }

  @Override
  public void taskDone(long task, Ending ending, @Nullable Throwable error) {
    super.taskDone(task, ending, error);
    lookAtLength(task, 0);
    if (triggers.error() && roots.remove(task) && ending == Ending.RAISED) {
      found.accept("task " + task + " raised an error");
    }
  }

  @Override
  public void callbackReturned(long handle, @Nullable Throwable error) {
    super.callbackReturned(handle, error);
    lookAtLength(0, handle);
    if (triggers.error() && error != null) {
      found.accept("the callback of handle " + handle + " raised an error");
    }
  }

  private void lookAtLength(long task, long handle) {
    long ran = moment.latest() - begun;
    if (ran > triggers.sliceNanos()) {
      String whose = task == 0 ? "the callback of handle " + handle : "task " + task;
      found.accept("a slice of %s took %.3f ms".formatted(whose, ran / 1e6));
    }
  }

  @Override
  public void warned(String code, long task, long handle, String text) {
    super.warned(code, task, handle, text);
    boolean unseen = triggers.error() && code.equals("never-retrieved");
    if (unseen || triggers.warnings().contains(code)) {
      found.accept("there was a warning: " + code);
    }
  }

  @Override
  public void stalled(long[] waiting) {
    super.stalled(waiting);
    if (triggers.stall()) {
      found.accept("the loop stalled");
    }
  }
}
