package dev.rondo.cli;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.model.Position;
import dev.rondo.trace.model.TraceModel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One trace, read to its end: with progress while it takes long, and at the end with one word on
 * what was not as it should be.
 */
final class Reading implements AutoCloseable {
  private final TraceReader trace;
  private final Console console;
  private @Nullable Progress progress;
  private long malformed;
  private @Nullable String flaw;
  private boolean ended;

  /** Reads the trace from where the reader is, and closes it with this. */
  Reading(TraceReader trace, Console console) {
    this.trace = trace;
    this.console = console;
    progress = console.interactive() ? new Progress(trace.name(), console, System::nanoTime) : null;
  }

  /** What messages call the trace. */
  String name() {
    return trace.name();
  }

  TraceHeader header() {
    return trace.header();
  }

  TraceReader reader() {
    return trace;
  }

  /** From here on, shows no progress: what is printed shows it. */
  void quietly() {
    progress = null;
  }

  /** From here on, tells nothing of flaws: they were told when the trace was read before. */
  Reading again() {
    ended = true;
    return this;
  }

  /** The next event, or null at the end. */
  @Nullable TraceEvent next() {
    TraceEvent event = trace.next();
    if (event == null) {
      end();
    } else {
      take(event);
    }
    return event;
  }

  private void take(TraceEvent event) {
    if (progress != null) {
      progress.tick();
    }
    if (event instanceof TraceEvent.Malformed e && malformed++ == 0) {
      flaw = "line " + trace.line() + ": " + e.problem();
    }
  }

  private void end() {
    if (ended) {
      return;
    }
    ended = true;
    endProgress();
    if (malformed > 0) {
      console.warn(
          "%s: %d malformed event%s left out, the first in %s"
              .formatted(name(), malformed, malformed == 1 ? "" : "s", Plain.text("" + flaw)));
    }
    TraceArgument.warnOfLoss(trace, console);
  }

  private void endProgress() {
    if (progress != null) {
      progress.end();
    }
  }

  /** Hands out every event up to the end. */
  void each(Consumer<TraceEvent> to) {
    for (TraceEvent event = next(); event != null; event = next()) {
      to.accept(event);
    }
  }

  /**
   * The trace as it stands at that position. Reads to the end.
   *
   * @param loop the loop that is asked for, or 0 for all
   * @throws UsageException if the trace has no such position or loop
   */
  TraceModel at(Position position, int loop) {
    TraceModel model = new TraceModel().under(header());
    Extent extent = new Extent();
    each(event -> {
      extent.add(event);
      if (position.includes(event)) {
        model.apply(event);
      }
    });
    extent.requireLoop(loop, this);
    extent.require(position, this);
    if (model.loops().isEmpty()) {
      console.say(name() + ": no loop has begun there");
    }
    return model;
  }

  @Override
  public void close() {
    endProgress();
    trace.close();
  }
}
