package dev.rondo.cli;

import static dev.rondo.trace.model.Narration.duration;

import dev.rondo.trace.Outcome;
import dev.rondo.trace.TraceEvent.Warn;
import dev.rondo.trace.TraceFooter;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceReader.CutOff;
import dev.rondo.trace.model.Summary;
import dev.rondo.trace.model.Summary.Longest;
import dev.rondo.trace.model.Summary.OfLoop;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a trace's summary looks. */
final class SummaryView {
  private final String name;
  private final TraceHeader header;
  private final @Nullable TraceFooter footer;
  private final @Nullable CutOff cutOff;
  private final Summary summary;

  /** The summary of a trace that was read to its end. */
  SummaryView(Reading trace, Summary summary) {
    name = trace.name();
    header = trace.header();
    footer = trace.reader().footer();
    cutOff = trace.reader().cutOff();
    this.summary = summary;
  }

  /** Prints it, a fact a line. */
  void print(Console console) {
    boolean whole = isWhole() || (footer != null && header.flight());
    console
        .out()
        .println(
            Colour.STRONG.on(console, Plain.text(name))
                + ": "
                + (whole ? Colour.DONE : Colour.FAILED).on(console, completeness()));
    for (Fact fact : facts()) {
      String label = Colour.FAINT.on(console, Plain.pad(fact.name, 10));
      console.out().println("  " + label + Plain.text(fact.text));
    }
  }

  private boolean isWhole() {
    return footer != null && lost() == 0 && warnings(Warn.LIMIT) == 0;
  }

  private String completeness() {
    if (header.flight() && cutOff == null) {
      return "a flight, the latest " + summary.events() + " events; before them " + lost();
    }
    List<String> missing = new ArrayList<>();
    if (cutOff != null) {
      missing.add("cut off at line " + cutOff.line() + ": " + cutOff.reason());
    }
    if (lost() > 0) {
      missing.add(Plain.count(lost(), "event") + " lost");
    }
    if (warnings(Warn.LIMIT) > 0) {
      missing.add("ended when the file had reached its limit");
    }
    long waits = warnings(Warn.WAITED);
    return (isWhole() ? "complete" : "INCOMPLETE, " + String.join(", ", missing))
        + (waits == 0 ? "" : "; the loop waited for the recorder " + Plain.count(waits, "time"));
  }

  private long warnings(String code) {
    return summary.warnings().getOrDefault(code, 0L);
  }

  private long lost() {
    long told = footer == null ? 0 : footer.lost();
    return Math.max(told, summary.loops().stream().mapToLong(l -> l.counts().lost()).sum());
  }

  /** A line of the summary. */
  private record Fact(String name, String text) {}

  private List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("program", program(header)));
    for (int i = 0; i < header.processes().size(); i++) {
      facts.add(new Fact("process " + (i + 1), process(header.processes().get(i))));
    }
    facts.add(new Fact("clock", joined("", header.clock(), engine(), detail(), policy())));
    facts.add(new Fact("time", start() + "lasted " + duration(summary.duration())));
    facts.add(new Fact("events", counted(summary.events(), summary.kinds())));
    summary.loops().forEach(loop -> facts.addAll(facts(loop)));
    if (!summary.warnings().isEmpty()) {
      facts.add(new Fact("warnings", counted(sum(summary.warnings()), summary.warnings())));
    }
    facts.removeIf(fact -> fact.text.isEmpty());
    return facts;
  }

  private static String program(TraceHeader header) {
    String where = joined("", header.pid() == null ? null : "pid " + header.pid(), header.host());
    return header.program()
        + (where.isEmpty() ? "" : " (" + where.replace(", ", " on ") + ")")
        + joined(
            ", ",
            header.runtime(),
            header.recorder() == null ? null : "recorded by " + header.recorder());
  }

  /** Of a merged trace, with how much later than the first it began. */
  private String process(TraceHeader process) {
    Instant first = header.start();
    Instant own = process.start();
    return program(process)
        + (first == null || own == null || own.equals(first)
            ? ""
            : ", began after " + duration(Duration.between(first, own).toNanos()));
  }

  private @Nullable String engine() {
    return header.engine() == null ? null : "engine " + header.engine();
  }

  private @Nullable String detail() {
    return header.detail() == null ? null : "detail " + header.detail();
  }

  private @Nullable String policy() {
    return header.policy() == null
        ? null
        : "policy " + header.policy() + (header.seed() == null ? "" : " seed " + header.seed());
  }

  private String start() {
    Instant start = header.start();
    return start == null ? "" : start.truncatedTo(ChronoUnit.MILLIS) + ", ";
  }

  private List<Fact> facts(OfLoop loop) {
    return List.of(
        new Fact(summary.loops().size() > 1 ? "loop " + loop.loop() : "loop", state(loop)),
        new Fact("tasks", tasks(loop)),
        new Fact("slices", slices(loop)),
        new Fact("ready", ready(loop)),
        new Fact("idle", idle(loop)),
        new Fact("errors", failures(loop)));
  }

  private static String ready(OfLoop loop) {
    return loop.deepest() == 0
        ? "never any"
        : "at most " + loop.deepest() + " in the queue, first at seq " + loop.deepestSeq();
  }

  private static String idle(OfLoop loop) {
    return loop.counts().idle() == 0
        ? "never"
        : "%s (%.0f %% of the time)"
            .formatted(duration(loop.counts().idle()), 100 * loop.idleShare());
  }

  private String state(OfLoop loop) {
    String phase = loop.phase() == null ? "in an unknown state" : loop.phase().text();
    int n = header.processes().size();
    return (n == 0 ? "" : "of process " + ((loop.loop() - 1) % n + 1) + ", ")
        + phase
        + " at the end, "
        + Plain.count(loop.turns(), "turn")
        + ", "
        + Plain.count(loop.counts().timers(), "timer")
        + ", "
        + Plain.count(loop.counts().cancels(), "cancellation")
        + (loop.setup() == null ? "" : ", " + loop.setup());
  }

  private static String tasks(OfLoop loop) {
    Map<String, Long> ends = new LinkedHashMap<>();
    for (Outcome outcome : Outcome.values()) {
      ends.put(outcome.text(), loop.outcomes().getOrDefault(outcome, 0L));
    }
    ends.put("not done", Math.max(0, loop.pending()));
    ends.values().removeIf(n -> n == 0);
    return listed(loop.counts().tasks(), ends.entrySet().stream());
  }

  private static String slices(OfLoop loop) {
    Longest longest = loop.longest();
    return "%,d, of these %,d plain callbacks%s"
        .formatted(
            loop.counts().slices(),
            loop.counts().callbacks(),
            longest == null
                ? ""
                : "; the longest %s: %s at seq %d"
                    .formatted(duration(longest.ns()), longest.who(), longest.seq()));
  }

  private static String failures(OfLoop loop) {
    String first =
        loop.failures().stream()
            .limit(3)
            .map(f -> f.who() + " raised " + f.error() + " at seq " + f.seq())
            .collect(Collectors.joining("; "));
    return loop.failed() == 0
        ? ""
        : loop.failed() + ": " + first + (loop.failed() > 3 ? "; …" : "");
  }

  private static String counted(long total, Map<String, Long> counts) {
    return listed(
        total,
        counts.entrySet().stream()
            .sorted(Comparator.comparingLong((Map.Entry<String, Long> e) -> -e.getValue())));
  }

  private static String listed(long total, Stream<Map.Entry<String, Long>> counts) {
    String parts =
        counts
            .map(count -> "%s %,d".formatted(count.getKey(), count.getValue()))
            .collect(Collectors.joining(", "));
    return "%,d".formatted(total) + (parts.isEmpty() ? "" : ": " + parts);
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String joined(String before, @Nullable String... parts) {
    String text = Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining(", "));
    return text.isEmpty() ? "" : before + text;
  }

  /** The same as an object. */
  Map<String, Object> json() {
    return Json.object(
        "trace", name,
        "complete", isWhole(),
        "flight", header.flight(),
        "lost", lost(),
        "program", header.program(),
        "clock", header.clock(),
        "engine", header.engine(),
        "detail", header.detail(),
        "policy", header.policy(),
        "seed", header.seed(),
        "start", header.start(),
        "processes", Json.filled(header.processes().stream().map(SummaryView::json).toList()),
        "duration", summary.duration(),
        "events", summary.events(),
        "kinds", summary.kinds(),
        "warnings", summary.warnings(),
        "loops", summary.loops().stream().map(SummaryView::json).toList());
  }

  private static Map<String, Object> json(TraceHeader process) {
    return Json.object(
        "program", process.program(),
        "pid", process.pid(),
        "host", process.host(),
        "start", process.start(),
        "clock", process.clock(),
        "engine", process.engine(),
        "policy", process.policy(),
        "seed", process.seed());
  }

  private static Map<String, Object> json(OfLoop loop) {
    Longest longest = loop.longest();
    return Json.object(
        "loop", loop.loop(),
        "state", loop.phase() == null ? null : loop.phase().text(),
        "clock", loop.setup() == null ? null : loop.setup().clock(),
        "policy", loop.setup() == null ? null : loop.setup().policy(),
        "seed", loop.setup() == null ? null : loop.setup().seed(),
        "turns", loop.turns(),
        "tasks", loop.counts().tasks(),
        "outcomes", outcomes(loop),
        "slices", loop.counts().slices(),
        "callbacks", loop.counts().callbacks(),
        "timers", loop.counts().timers(),
        "cancels", loop.counts().cancels(),
        "longest",
            longest == null
                ? null
                : Json.object("seq", longest.seq(), "who", longest.who(), "ns", longest.ns()),
        "deepest", loop.deepest(),
        "deepestSeq", Json.id(loop.deepestSeq()),
        "idle", loop.counts().idle(),
        "idleShare", loop.idleShare(),
        "errors", loop.failed(),
        "failures", failureList(loop));
  }

  private static @Nullable List<?> failureList(OfLoop loop) {
    return Json.filled(
        loop.failures().stream()
            .map(f -> Json.object("seq", f.seq(), "who", f.who(), "error", f.error()))
            .toList());
  }

  private static Map<String, Long> outcomes(OfLoop loop) {
    Map<String, Long> outcomes = new LinkedHashMap<>();
    loop.outcomes().forEach((outcome, n) -> outcomes.put(outcome.text(), n));
    return outcomes;
  }
}
