package dev.rondo.trace.lint;

import dev.rondo.trace.Outcome;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.model.LoopModel;
import java.util.HashMap;
import java.util.Map;

/**
 * Tasks that returned although another task had cancelled them. A cancellation by a callback is a
 * timeout or a task group doing its work, and one that passed on to an awaited task is that one's.
 */
final class Cancellations implements Inspection {
  private final Report report;
  private final Map<Long, TraceEvent.Cancel> requests = new HashMap<>();
  private final Map<Long, Long> awaited = new HashMap<>();

  Cancellations(Report report) {
    this.report = report;
  }

  @Override
  public void apply(TraceEvent event, LoopModel loop) {
    switch (event) {
      case TraceEvent.Pause e when loop.taskName(e.on()) != null -> awaited.put(e.task(), e.on());
      case TraceEvent.Resume e -> awaited.remove(e.task());
      case TraceEvent.Cancel e when e.task() != 0 -> request(e);
      case TraceEvent.Done e when e.task() != 0 -> done(e, loop);
      default -> {}
    }
  }

  private void request(TraceEvent.Cancel e) {
    if (e.by() != 0 && e.by() != e.task() && !awaited.containsKey(e.task())) {
      requests.put(e.task(), e);
    }
  }

  private void done(TraceEvent.Done e, LoopModel loop) {
    awaited.remove(e.task());
    TraceEvent.Cancel request = requests.remove(e.task());
    if (request != null && e.outcome() == Outcome.RETURNED) {
      String title = Titles.title(e.task(), loop);
      String sentence =
          "%s was cancelled by %s at seq %d, and returned as if nothing had been"
              .formatted(title, Titles.title(request.by(), loop), request.seq());
      report.see(Check.SWALLOWED_CANCEL, e.task(), title, sentence, request.seq());
    }
  }

  @Override
  public void lost() {
    awaited.clear();
  }
}
