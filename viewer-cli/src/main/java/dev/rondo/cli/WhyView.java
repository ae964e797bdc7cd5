package dev.rondo.cli;

import static dev.rondo.trace.model.Narration.duration;

import dev.rondo.cli.Table.Cell;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceWriter;
import dev.rondo.trace.explain.Explanation;
import dev.rondo.trace.explain.Explanation.Link;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.TaskSnapshot;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the answer of {@code why} looks: a line for each event, or one object. */
final class WhyView {
  private static final Cell NONE = Cell.of("");

  private final Console console;
  private final String trace;
  private final Explanation explanation;
  private final LoopModel loop;
  private final @Nullable TaskSnapshot task;

  WhyView(Console console, WhyQuery.Answer answer) {
    this.console = console;
    trace = answer.trace();
    explanation = answer.explanation();
    loop = answer.loop();
    task = answer.task();
  }

  void print() {
    String place = Colour.STRONG.on(console, Plain.text(trace)) + ": loop " + explanation.loop();
    console.out().println(place + ": why " + subject());
    Table table = new Table(console, "  ", List.of("SEQ", "TIME", "AFTER", "WHAT"), RIGHT);
    List<Link> links = explanation.links();
    for (int i = 0; i < links.size(); i++) {
      if (i == explanation.cut()) {
        table.row(
            NONE,
            NONE,
            NONE,
            Cell.of("%s %,d more".formatted(console.more(), explanation.skipped())));
      }
      boolean told = i + 1 < links.size() && i + 1 != explanation.cut();
      table.row(row(links.get(i), told ? links.get(i + 1) : null));
    }
    table.row(Cell.of("root"), NONE, NONE, Cell.of(explanation.root().text()));
    table.print();
  }

  private static final Set<String> RIGHT = Set.of("SEQ", "TIME", "AFTER");

  private String subject() {
    if (task == null) {
      return "seq " + explanation.links().getFirst().event().seq();
    }
    String doing = new Naming(loop).doing(task, console.arrow());
    return Plain.text(
        "task %s (#%d) is %s%s"
            .formatted(
                task.title(), task.id(), task.state().text(), doing.isEmpty() ? "" : ": " + doing));
  }

  private static Cell[] row(Link link, @Nullable Link cause) {
    TraceEvent event = link.event();
    return new Cell[] {
      Cell.of(event.seq()),
      Cell.of(duration(event.t())),
      Cell.of(cause == null ? "" : duration(Math.max(0, event.t() - cause.event().t()))),
      new Cell(link.sentence(), colour(event))
    };
  }

  /** The events that a chain goes through from slice to slice stand out. */
  private static @Nullable Colour colour(TraceEvent event) {
    return switch (event) {
      case TraceEvent.Resume _, TraceEvent.Callback _ -> Colour.RUNNING;
      case TraceEvent.Enqueue _ -> Colour.READY;
      default -> null;
    };
  }

  Map<String, Object> json() {
    return Json.object(
        "trace", trace,
        "loop", explanation.loop(),
        "seq", explanation.links().getFirst().event().seq(),
        "task", task == null ? null : StateJson.task(task),
        "chain", explanation.links().stream().map(WhyView::link).toList(),
        "skipped", Json.id(explanation.skipped()),
        "skippedAfter", explanation.skipped() == 0 ? null : explanation.cut(),
        "root", explanation.root().name().toLowerCase(Locale.ROOT));
  }

  static Map<String, Object> link(Link link) {
    return Json.object(
        "seq", link.event().seq(),
        "t", link.event().t(),
        "text", link.sentence(),
        "event", new Json.Raw(TraceWriter.line(link.event())));
  }
}
