package dev.rondo.trace.verify;

import dev.rondo.trace.TraceEvent;
import java.io.Serializable;
import java.util.function.Consumer;

/** Takes what the checks of one loop find, and adds its place and the state around it. */
final class Findings implements Serializable {
  private static final long serialVersionUID = 1;

  private final String file;
  private final Situation situation = new Situation();
  private transient Consumer<? super Finding> found;
  private int loop;
  private long line;
  private long seq;
  private boolean reported;

  Findings(String file, Consumer<? super Finding> found) {
    this.file = file;
    this.found = found;
  }

  /** From here on findings go there. */
  void to(Consumer<? super Finding> found) {
    this.found = found;
  }

  /** From here on findings are about {@code event}, and show what was just before it. */
  void at(TraceEvent event, long line) {
    this.loop = event.loop();
    this.seq = event.seq();
    this.line = line;
    reported = false;
  }

  /** The checks are through with the event. */
  void passed(TraceEvent event) {
    situation.apply(event);
  }

  /** From here on findings are about the end of the trace, and there may be several. */
  void atEnd() {
    seq = 0;
    line = 0;
  }

  void report(Rule rule, String what, String expected) {
    if (!reported || seq == 0) {
      reported = true;
      found.accept(new Finding(file, line, loop, seq, rule, what, expected, situation.toString()));
    }
  }

  /** A task as findings show it, by number and name. */
  String task(long id) {
    String name = situation.nameOf(id);
    return "task " + id + (name == null ? "" : " (" + name + ")");
  }

  String future(long id) {
    return situation.nameOf(id) != null ? task(id) : "future " + id;
  }
}
