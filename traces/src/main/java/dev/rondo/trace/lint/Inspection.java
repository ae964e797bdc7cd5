package dev.rondo.trace.lint;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.Slice;

/** Looks at one loop for one or two checks. */
interface Inspection {

  /** An event, which was applied to the loop's model already. */
  default void apply(TraceEvent event, LoopModel loop) {}

  /** A slice that ended with the event that is applied next. */
  default void ended(Slice slice, LoopModel loop) {}

  /** Events are missing here: what goes on now may have changed meanwhile. */
  default void lost() {}

  /** The end of the trace. */
  default void finish(LoopModel loop) {}
}
