package dev.rondo;

import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/**
 * Something that ought to be done with an object before it is gone. When the object is collected
 * and it was not done, or the loop is closed, the loop complains, once. On a virtual clock it waits
 * for the close, so that the garbage collector has no say in a trace that can be repeated.
 */
abstract class Neglect {
  private static final Cleaner CLEANER = Cleaner.create();

  private final @Nullable EventLoop loop; // null: nobody but the log is told
  private Cleaner.@Nullable Cleanable cleanable;
  private boolean over;

  Neglect(@Nullable EventLoop loop) {
    this.loop = loop;
  }

  /** Begins to watch {@code object}, to which this must have no reference. */
  final void watch(Object object) {
    if (loop != null) {
      loop.complaints().watch(this);
    }
    cleanable = CLEANER.register(object, this::collected);
  }

  /** It is done. */
  final void done() {
    if (end() && cleanable != null) {
      cleanable.clean();
    }
  }

  /** It will not be done any more: says so, if nothing was said before. */
  final void complain() {
    if (end()) {
      say(loop);
    }
  }

  private synchronized boolean end() {
    boolean first = !over;
    over = true;
    if (first && loop != null) {
      loop.complaints().forget(this);
    }
    return first;
  }

  private synchronized boolean isOver() {
    return over;
  }

  /** On the cleaner's thread: the object is gone. */
  private void collected() {
    if (loop == null) {
      complain();
    } else if (!isOver() && (!loop.isVirtual() || loop.isClosed())) {
      loop.complaints().later(this::complain);
    }
  }

  abstract void say(@Nullable EventLoop loop);
}
