package dev.rondo.recorder;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.MetadataDefinition;
import jdk.jfr.Name;
import jdk.jfr.Relational;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/**
 * The events of a trace as JFR knows them: kinds and keys are those of the trace format, and ids
 * that are 0 there are none. {@link Slice} is the one that has a duration.
 */
final class JfrEvents {

  /** All of them. */
  static final List<Class<? extends Event>> ALL =
      List.of(
          Slice.class,
          Loop.class,
          TaskCreated.class,
          Enqueue.class,
          Resume.class,
          Pause.class,
          Done.class,
          Await.class,
          Listen.class,
          Use.class,
          Callback.class,
          Return.class,
          Timer.class,
          Cancel.class,
          Enter.class,
          Exit.class,
          Idle.class,
          Mark.class,
          Input.class,
          Warn.class,
          Stall.class);

  private JfrEvents() {}

  // -- what they share ----------------------------------------------------------------------------

  /** The number of a loop: events of one loop belong together. */
  @MetadataDefinition
  @Relational
  @Name("dev.rondo.LoopId")
  @Label("Loop Id")
  @Target(ElementType.FIELD)
  @Retention(RetentionPolicy.RUNTIME)
  @interface LoopId {}

  /** The number of a task or future. */
  @MetadataDefinition
  @Relational
  @Name("dev.rondo.FutureId")
  @Label("Task or Future Id")
  @Target(ElementType.FIELD)
  @Retention(RetentionPolicy.RUNTIME)
  @interface FutureId {}

  /** The number of an entry of the ready queue, or of a timer. */
  @MetadataDefinition
  @Relational
  @Name("dev.rondo.HandleId")
  @Label("Handle Id")
  @Target(ElementType.FIELD)
  @Retention(RetentionPolicy.RUNTIME)
  @interface HandleId {}

  @Category("Rondo")
  @Enabled(false)
  @StackTrace(false)
  abstract static class LoopEvent extends Event {
    @Label("Loop")
    @LoopId
    int loop;

    @Label("Sequence")
    @Description("The event's number within its loop, as in a trace of full detail")
    long seq;
  }

  // -- a stretch of time --------------------------------------------------------------------------

  @Name("dev.rondo.Slice")
  @Label("Slice")
  @Description("A task's step or a callback ran, between two decisions of the loop")
  static final class Slice extends LoopEvent {
    @Label("Task")
    @FutureId
    long task;

    @Label("Name")
    @Description("The task's or callback's")
    @Nullable String name;

    @Label("Coroutine")
    @Nullable String coroutine;

    @Label("Handle")
    @HandleId
    long handle;

    @Label("Why")
    @Description("What put it in the ready queue")
    @Nullable String why;

    @Label("Of")
    @Description("The future whose end did")
    @FutureId
    long of;

    @Label("Outcome")
    @Description("How it ended: paused, returned, raised, cancelled")
    @Nullable String outcome;

    @Label("Awaits")
    @Description("What it paused on")
    @Nullable String what;
  }

  // -- moments ------------------------------------------------------------------------------------

  @Name("dev.rondo.Loop")
  @Label("Loop State")
  @Description("A loop changed state")
  static final class Loop extends LoopEvent {
    @Label("State")
    @Nullable String state;

    @Label("Loop Name")
    @Nullable String name;
  }

  @Name("dev.rondo.Task")
  @Label("Task")
  @Description("A task was created")
  static final class TaskCreated extends LoopEvent {
    @Label("Task")
    @FutureId
    long task;

    @Label("Name")
    @Nullable String name;

    @Label("Coroutine")
    @Nullable String coroutine;

    @Label("At")
    @Nullable String at;

    @Label("Parent")
    @FutureId
    long parent;
  }

  @Name("dev.rondo.Enqueue")
  @Label("Enqueue")
  @Description("A task's step or a callback was put at the tail of the ready queue")
  static final class Enqueue extends LoopEvent {
    @Label("Handle")
    @HandleId
    long handle;

    @Label("Task")
    @FutureId
    long task;

    @Label("Callback")
    @Nullable String callback;

    @Label("Why")
    @Nullable String why;

    @Label("Of")
    @FutureId
    long of;
  }

  @Name("dev.rondo.Resume")
  @Label("Resume")
  @Description("The loop gave a task control")
  static final class Resume extends LoopEvent {
    @Label("Handle")
    @HandleId
    long handle;

    @Label("Task")
    @FutureId
    long task;
  }

  @Name("dev.rondo.Pause")
  @Label("Pause")
  @Description("A task gave control back, not finished")
  static final class Pause extends LoopEvent {
    @Label("Task")
    @FutureId
    long task;

    @Label("On")
    @FutureId
    long on;

    @Label("What")
    @Nullable String what;

    @Label("Chain")
    @Description("The coroutines awaited in place, outermost first")
    @Nullable String chain;
  }

  @Name("dev.rondo.Done")
  @Label("Done")
  @Description("A task finished, or a future that nobody waited for was completed")
  static final class Done extends LoopEvent {
    @Label("Task")
    @FutureId
    long task;

    @Label("Future")
    @FutureId
    long future;

    @Label("Outcome")
    @Nullable String outcome;

    @Label("Error")
    @Nullable String error;
  }

  @Name("dev.rondo.Await")
  @Label("Await")
  @Description("A task awaited what was done already: control was not ceded")
  static final class Await extends LoopEvent {
    @Label("Task")
    @FutureId
    long task;

    @Label("On")
    @FutureId
    long on;

    @Label("What")
    @Nullable String what;
  }

  @Name("dev.rondo.Listen")
  @Label("Listen")
  @Description("A plain callback was added to a future")
  static final class Listen extends LoopEvent {
    @Label("Future")
    @FutureId
    long future;

    @Label("Callback")
    @Nullable String callback;
  }

  @Name("dev.rondo.Use")
  @Label("Use")
  @Description("An operation on shared state took effect")
  static final class Use extends LoopEvent {
    @Label("Task")
    @FutureId
    long task;

    @Label("Object")
    long object;

    @Label("What")
    @Nullable String what;

    @Label("Operation")
    @Nullable String op;
  }

  @Name("dev.rondo.Callback")
  @Label("Callback")
  @Description("A plain callback starts to run")
  static final class Callback extends LoopEvent {
    @Label("Handle")
    @HandleId
    long handle;

    @Label("Name")
    @Nullable String name;

    @Label("Of")
    @FutureId
    long of;
  }

  @Name("dev.rondo.Return")
  @Label("Return")
  @Description("A plain callback returned, or raised an error")
  static final class Return extends LoopEvent {
    @Label("Handle")
    @HandleId
    long handle;

    @Label("Error")
    @Nullable String error;
  }

  @Name("dev.rondo.Timer")
  @Label("Timer")
  @Description("A timer was set")
  static final class Timer extends LoopEvent {
    @Label("Handle")
    @HandleId
    long handle;

    @Label("Delay")
    @Timespan(Timespan.NANOSECONDS)
    long delay;

    @Label("Callback")
    @Nullable String callback;
  }

  @Name("dev.rondo.Cancel")
  @Label("Cancel")
  @Description("Cancellation was requested, or an entry or timer withdrawn")
  static final class Cancel extends LoopEvent {
    @Label("Task")
    @FutureId
    long task;

    @Label("Future")
    @FutureId
    long future;

    @Label("Handle")
    @HandleId
    long handle;

    @Label("By")
    @FutureId
    long by;
  }

  @Name("dev.rondo.Enter")
  @Label("Enter")
  @Description("A coroutine is awaited in place")
  static final class Enter extends LoopEvent {
    @Label("Task")
    @FutureId
    long task;

    @Label("Coroutine")
    @Nullable String coroutine;
  }

  @Name("dev.rondo.Exit")
  @Label("Exit")
  @Description("A coroutine that was awaited in place ended")
  static final class Exit extends LoopEvent {
    @Label("Task")
    @FutureId
    long task;

    @Label("Coroutine")
    @Nullable String coroutine;
  }

  @Name("dev.rondo.Idle")
  @Label("Idle")
  @Description("The loop slept until now")
  static final class Idle extends LoopEvent {
    @Label("Slept")
    @Timespan(Timespan.NANOSECONDS)
    long ns;
  }

  @Name("dev.rondo.Mark")
  @Label("Mark")
  @Description("The program's own note")
  static final class Mark extends LoopEvent {
    @Label("Task")
    @FutureId
    long task;

    @Label("Name")
    @Nullable String name;

    @Label("Attributes")
    @Nullable String attrs;
  }

  @Name("dev.rondo.Input")
  @Label("Input")
  @Description("The program took a value from outside")
  static final class Input extends LoopEvent {
    @Label("Task")
    @FutureId
    long task;

    @Label("Name")
    @Nullable String name;

    @Label("Value")
    @Nullable String value;

    @Label("Error")
    @Nullable String error;
  }

  @Name("dev.rondo.Warn")
  @Label("Warning")
  @Description("The runtime noticed something")
  static final class Warn extends LoopEvent {
    @Label("Code")
    @Nullable String code;

    @Label("Task")
    @FutureId
    long task;

    @Label("Handle")
    @HandleId
    long handle;

    @Label("Text")
    @Nullable String text;
  }

  @Name("dev.rondo.Stall")
  @Label("Stall")
  @Description("Virtual clock only: nothing can wake the loop any more")
  static final class Stall extends LoopEvent {
    @Label("Waiting")
    @Description("The tasks that wait")
    @Nullable String waiting;
  }
}
