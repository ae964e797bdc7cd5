package dev.rondo.trace.verify;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.Slice;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes what the checks of one loop find, and adds its place and the state around it. */
final class Findings {
  private static final int SHOWN = 5;

  private final String file;
  private final Consumer<? super Finding> found;
  private @Nullable LoopModel before;
  private int loop;
  private long line;
  private long seq;
  private boolean reported;

  Findings(String file, Consumer<? super Finding> found) {
    this.file = file;
    this.found = found;
  }

  /** From here on findings are about {@code event}; {@code before} is the loop just before it. */
  void at(TraceEvent event, long line, @Nullable LoopModel before) {
    this.loop = event.loop();
    this.seq = event.seq();
    this.line = line;
    this.before = before;
    reported = false;
  }

  /** From here on findings are about the end of the trace, and there may be several. */
  void atEnd(@Nullable LoopModel before) {
    this.before = before;
    seq = 0;
    line = 0;
  }

  void report(Rule rule, String what, String expected) {
    if (!reported || seq == 0) {
      reported = true;
      found.accept(new Finding(file, line, loop, seq, rule, what, expected, state()));
    }
  }

  /** A task as findings show it, by number and name. */
  String task(long id) {
    String name = before == null ? null : before.taskName(id);
    return "task " + id + (name == null ? "" : " (" + name + ")");
  }

  String future(long id) {
    return before != null && before.taskName(id) != null ? task(id) : "future " + id;
  }

  private String state() {
    return before == null
        ? "nothing happened yet"
        : running(before.running()) + "; " + ready(before);
  }

  private static String running(List<Slice> slices) {
    return slices.isEmpty()
        ? "nothing runs"
        : slices.stream()
            .map(slice -> slice.name() + " runs since seq " + slice.begin())
            .collect(Collectors.joining(", "));
  }

  private static String ready(LoopModel loop) {
    int size = loop.readySize();
    if (size == 0) {
      return "nothing is ready";
    }
    return loop.ready(SHOWN).stream()
        .map(handle -> handle.handle() + " (" + handle.name() + ")")
        .collect(
            Collectors.joining(
                ", ", "ready: ", size > SHOWN ? " and " + (size - SHOWN) + " more" : ""));
  }
}
