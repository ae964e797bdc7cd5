package dev.rondo.trace.rules;

import dev.rondo.trace.TraceEvent;
import org.jspecify.annotations.Nullable;

/**
 * For what a rule holds by itself: the whole loop, each task, each object, each value of a mark.
 */
sealed interface Per {

  /**
   * What {@code event} belongs to; null where it belongs to none, so that the rule passes it by.
   */
  @Nullable Object of(TraceEvent event);

  /** The loop as a whole. */
  record Loop() implements Per {
    @Override
    public Object of(TraceEvent event) {
      return "";
    }

    @Override
    public String toString() {
      return "";
    }
  }

  /** Each task. */
  record Task() implements Per {
    @Override
    public @Nullable Object of(TraceEvent event) {
      long task = Scene.taskOf(event);
      return task == 0 ? null : (Object) task;
    }

    @Override
    public String toString() {
      return " of the same task";
    }
  }

  /** Each object that is used. */
  record Used() implements Per {
    @Override
    public @Nullable Object of(TraceEvent event) {
      return event instanceof TraceEvent.Use use ? (Object) use.object() : null;
    }

    @Override
    public String toString() {
      return " of the same object";
    }
  }

  /** Each value of a mark's attribute. */
  record Attribute(String name) implements Per {
    @Override
    public @Nullable Object of(TraceEvent event) {
      return event instanceof TraceEvent.Mark mark
          ? EventPattern.text(mark.attrs().get(name))
          : null;
    }

    @Override
    public String toString() {
      return " of the same " + name;
    }
  }
}
