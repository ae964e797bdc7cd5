package dev.rondo.cli;

import static dev.rondo.trace.model.Narration.duration;

import dev.rondo.cli.Table.Cell;
import dev.rondo.trace.explain.Blame;
import dev.rondo.trace.explain.Blame.Culprit;
import dev.rondo.trace.explain.Blame.Runner;
import dev.rondo.trace.explain.Blame.Wait;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How the answer of {@code blame} looks: two tables, or one object. */
final class BlameView {

  /** How many culprits are listed, and how many of a single wait. */
  private static final int CULPRITS = 20;

  private static final int OF_A_WAIT = 3;
  private static final int BAR = 20;

  private final Console console;
  private final String trace;
  private final String asked;
  private final Blame blame;

  BlameView(Console console, String trace, String asked, Blame blame) {
    this.console = console;
    this.trace = trace;
    this.asked = asked;
    this.blame = blame;
  }

  void print() {
    console.out().println(Colour.STRONG.on(console, Plain.text(trace)) + ": " + heading());
    if (!blame.culprits().isEmpty()) {
      culprits();
    }
    if (!blame.worst().isEmpty()) {
      worst();
    }
  }

  private String heading() {
    String who = blame.tasks() == 1 ? asked : Plain.count(blame.tasks(), "task") + " " + asked;
    return Plain.text(
        "%s waited %s in the ready queue, in %s"
            .formatted(who, duration(blame.waited()), Plain.count(blame.waits(), "wait")));
  }

  private void culprits() {
    boolean bars = console.columns() > 0;
    Table table =
        new Table(
            console,
            "  ",
            List.of("MEANWHILE RAN", "SLICES", "TIME", "SHARE", ""),
            Set.of("SLICES", "TIME", "SHARE"));
    for (Culprit culprit : blame.culprits().stream().limit(CULPRITS).toList()) {
      double share = blame.waited() == 0 ? 0 : (double) culprit.ns() / blame.waited();
      table.row(
          Cell.of(name(culprit.runner())),
          Cell.of(culprit.slices() == 0 ? "" : "%,d".formatted(culprit.slices())),
          Cell.of(duration(culprit.ns())),
          Cell.of("%.0f %%".formatted(100 * share)),
          new Cell(bars ? Bar.of(console, share, BAR) : "", Colour.READY));
    }
    table.print();
    int left = blame.culprits().size() - CULPRITS;
    if (left > 0) {
      console.out().println("  and " + left + " more");
    }
  }

  private void worst() {
    console.out().println(Colour.STRONG.on(console, "the longest waits:"));
    Table table =
        new Table(
            console,
            "  ",
            List.of("SEQ", "TASK", "FROM", "WAITED", "MEANWHILE RAN"),
            Set.of("SEQ", "FROM", "WAITED"));
    blame
        .worst()
        .forEach(wait ->
            table.row(
                Cell.of((multiple() ? wait.loop() + ":" : "") + wait.seq()),
                Cell.of(wait.title()),
                Cell.of(duration(wait.since())),
                Cell.of(duration(wait.ns()) + (wait.ended() ? "" : "+")),
                Cell.of(meanwhile(wait))));
    table.print();
  }

  private boolean multiple() {
    return blame.worst().stream().mapToInt(Wait::loop).distinct().count() > 1;
  }

  private static String meanwhile(Wait wait) {
    List<Culprit> ran = wait.culprits();
    String first =
        ran.stream()
            .limit(OF_A_WAIT)
            .map(culprit -> name(culprit.runner()) + " " + duration(culprit.ns()))
            .collect(Collectors.joining(", "));
    return ran.size() > OF_A_WAIT ? first + ", " + (ran.size() - OF_A_WAIT) + " more" : first;
  }

  private static String name(Runner runner) {
    return switch (runner.kind()) {
      case TASK -> runner.name();
      case COROUTINE -> "tasks of " + runner.name();
      case CALLBACK -> runner.name() + "()";
      case LOOP -> "the loop itself";
    };
  }

  Map<String, Object> json() {
    return Json.object(
        "trace", trace,
        "asked", asked,
        "tasks", blame.tasks(),
        "waits", blame.waits(),
        "ns", blame.waited(),
        "culprits", blame.culprits().stream().map(BlameView::culprit).toList(),
        "worst", blame.worst().stream().map(BlameView::wait).toList());
  }

  private static Map<String, Object> culprit(Culprit culprit) {
    Runner runner = culprit.runner();
    return Json.object(
        "kind", runner.kind().name().toLowerCase(Locale.ROOT),
        "name", runner.name().isEmpty() ? null : runner.name(),
        "slices", culprit.slices(),
        "ns", culprit.ns());
  }

  private static Map<String, Object> wait(Wait wait) {
    return Json.object(
        "loop", wait.loop(),
        "task", wait.task(),
        "title", wait.title(),
        "seq", wait.seq(),
        "t", wait.since(),
        "ns", wait.ns(),
        "ended", wait.ended(),
        "culprits", wait.culprits().stream().map(BlameView::culprit).toList());
  }
}
