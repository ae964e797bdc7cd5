package dev.rondo.trace.replay;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceException;
import dev.rondo.trace.TraceReader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One loop's part of a recording, with a look ahead. Warnings that are physical are left out. It
 * ends where the recording does, or where events are missing. For one thread.
 */
final class Script implements AutoCloseable {
  private final TraceReader trace;
  private final int loop;
  private final ArrayDeque<TraceEvent> ahead = new ArrayDeque<>();
  private long lastSeq;
  private int loops;
  private boolean over;
  private @Nullable String broken;

  Script(Path recording, int loop) {
    this.trace = TraceReader.open(recording);
    this.loop = loop;
  }

  /** The next event, or null at the end. */
  @Nullable TraceEvent peek() {
    return ahead.isEmpty() && !fill() ? null : ahead.peekFirst();
  }

  /** The next event but sleeps, which are passed over only now. */
  @Nullable TraceEvent peekAwake() {
    TraceEvent event = peek();
    while (event instanceof TraceEvent.Idle) {
      ahead.removeFirst();
      event = peek();
    }
    return event;
  }

  /** Goes on behind the next event. */
  void advance() {
    ahead.removeFirst();
  }

  /** The next events, as many as that at most; they stay. */
  Iterable<TraceEvent> ahead(int most) {
    while (ahead.size() < most && fill()) {
      // one more
    }
    return ahead;
  }

  /** Why the recording ends before the loop's life did; null where it does not, or not yet. */
  @Nullable String broken() {
    return broken;
  }

  /** The highest number of a loop that was met so far: all that there are, once it is over. */
  int loops() {
    return loops;
  }

  private boolean fill() {
    while (!over) {
      TraceEvent event = read();
      if (event != null && event.loop() == loop && admits(event)) {
        ahead.addLast(event);
        return true;
      }
    }
    return false;
  }

  private @Nullable TraceEvent read() {
    try {
      TraceEvent event = trace.next();
      if (event == null) {
        end(trace.footer() == null ? "it is cut off" : null);
      } else {
        loops = Math.max(loops, event.loop());
      }
      return event;
    } catch (TraceException e) {
      end(String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** Whether it is an event to follow; what cannot be followed ends the script. */
  private boolean admits(TraceEvent event) {
    boolean missing = event.seq() != ++lastSeq;
    return switch (event) {
      case TraceEvent.Lost e -> end(e.count() + " events were lost");
      case TraceEvent.Malformed e -> end("event " + e.seq() + " is malformed: " + e.problem());
      case TraceEvent.Warn e when e.code().equals(TraceEvent.Warn.LIMIT) ->
          end("the recording ended at the limit of its file");
      default ->
          missing
              ? end("events are missing before event " + event.seq())
              : !(event instanceof TraceEvent.Unknown)
                  && !(event instanceof TraceEvent.Warn w && w.isPhysical());
    };
  }

  private boolean end(@Nullable String reason) {
    over = true;
    broken = reason;
    return false;
  }

  /** Reads what is left, to know how many loops there are. */
  int countLoops() {
    while (!over) {
      read();
    }
    return loops;
  }

  @Override
  public void close() {
    over = true;
    trace.close();
  }
}
