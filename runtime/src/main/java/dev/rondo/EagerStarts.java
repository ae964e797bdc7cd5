package dev.rondo;

import java.util.ArrayList;
import java.util.List;

/**
 * The tasks whose code stands still while a task that they made takes its first step, outermost
 * first. Another object after each change, so that another thread can see that there was one.
 */
record EagerStarts(List<Task<?>> makers) {

  EagerStarts begin(Task<?> maker) {
    List<Task<?>> more = new ArrayList<>(makers);
    more.add(maker);
    return new EagerStarts(more);
  }

  EagerStarts end() {
    return new EagerStarts(makers.subList(0, makers.size() - 1));
  }
}
