package dev.rondo.trace.golden;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceFooter;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.TraceWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Copies a trace without what says where, when and by what it was made: process, machine, time,
 * versions, threads and source lines. None of that is ever compared, and it would make each copy
 * another file. Numbers and times stay as they come: on a virtual clock they are always the same.
 */
final class GoldenCopy {
  private GoldenCopy() {}

  /** Copies what is left of the trace; one without a footer stays one. */
  static void write(TraceReader in, Path file) throws IOException {
    try (TraceWriter out = TraceWriter.open(file, of(in.header()))) {
      for (TraceEvent event = in.next(); event != null; event = in.next()) {
        out.write(of(event));
      }
      TraceFooter footer = in.footer();
      if (footer != null) {
        out.finish(footer.lost());
      }
    }
  }

  private static TraceHeader of(TraceHeader h) {
    return new TraceHeader(
        h.version(),
        null,
        null,
        h.program(),
        null,
        null,
        null,
        h.clock(),
        null,
        null,
        null,
        h.detail(),
        h.policy(),
        h.seed(),
        h.filtered(),
        h.flight(),
        List.of());
  }

  private static TraceEvent of(TraceEvent event) {
    return switch (event) {
      case TraceEvent.LoopState e ->
          new TraceEvent.LoopState(e.seq(), e.t(), e.loop(), e.state(), null, e.name(), e.setup());
      case TraceEvent.TaskCreated e ->
          new TraceEvent.TaskCreated(
              e.seq(), e.t(), e.loop(), e.task(), e.name(), e.coro(), e.parent(), null);
      default -> event;
    };
  }
}
