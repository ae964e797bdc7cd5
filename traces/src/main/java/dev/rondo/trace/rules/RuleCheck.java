package dev.rondo.trace.rules;

import dev.rondo.trace.Similar;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceFooter;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds a trace against the user's rules while its events come in, each loop by itself. For one
 * thread.
 */
public final class RuleCheck {

  /** The most findings that {@link #check} keeps. */
  public static final int LIMIT = 10_000;

  /** So many names are kept to guess from, where a rule matched nothing. */
  private static final int NAMES = 1_000;

  private final String file;
  private final List<UserRule> rules;
  private final Consumer<? super RuleFinding> found;
  private final long[] findings;
  private final Map<Integer, LoopCheck> loops = new LinkedHashMap<>();
  private final Set<String> names = new TreeSet<>();
  private final List<String> notes = new ArrayList<>();
  private boolean whole;

  /**
   * A check at the beginning of a trace.
   *
   * @param file what findings call the trace
   * @param header its header: of a flight, the end is not the end of what its loops did
   * @param rules the rules
   * @param found is given each finding as it is made
   */
  public RuleCheck(
      String file, TraceHeader header, Rules rules, Consumer<? super RuleFinding> found) {
    this.file = file;
    this.rules = rules.rules();
    this.found = found;
    whole = !header.flight();
    findings = new long[this.rules.size()];
  }

  /**
   * Checks a trace from where the reader is to its end, which is usually all of it.
   *
   * @return with the first {@link #LIMIT} findings; a note tells how many more there are
   * @throws dev.rondo.trace.TraceException if the trace is damaged
   */
  public static RuleReport check(TraceReader trace, Rules rules) {
    List<RuleFinding> kept = new ArrayList<>();
    RuleCheck check =
        new RuleCheck(
            trace.name(),
            trace.header(),
            rules,
            finding -> {
              if (kept.size() < LIMIT) {
                kept.add(finding);
              }
            });
    for (TraceEvent event = trace.next(); event != null; event = trace.next()) {
      check.accept(event, trace.line());
    }
    check.finish(trace.footer());
    long all = check.results().stream().mapToLong(RuleResult::findings).sum();
    if (all > kept.size()) {
      check.notes.add("left out " + (all - kept.size()) + " more findings");
    }
    return new RuleReport(trace.name(), kept, check.results(), check.notes());
  }

  /** Checks the next event, which stands in that line of the file. */
  public void accept(TraceEvent event, long line) {
    if (event.loop() <= 0) {
      loops.values().forEach(LoopCheck::forget);
      return;
    }
    remember(event);
    if (event instanceof TraceEvent.Warn warn && warn.code().equals(TraceEvent.Warn.LIMIT)) {
      whole = false;
    }
    loops.computeIfAbsent(event.loop(), this::loop).accept(event, line);
  }

  private LoopCheck loop(int number) {
    return new LoopCheck(
        IntStream.range(0, rules.size()).mapToObj(rule -> watch(rule, number)).toList());
  }

  private Watch watch(int number, int loop) {
    UserRule rule = rules.get(number);
    return rule.watch((place, explained, what, expected) ->
        broken(number, place.line(), loop, place.seq(), explained, what, expected));
  }

  private void broken(
      int number, long line, int loop, long seq, long explained, String what, String expected) {
    UserRule rule = rules.get(number);
    findings[number]++;
    found.accept(
        new RuleFinding(
            file,
            line,
            loop,
            seq,
            rule.title().name(),
            rule.kind(),
            what,
            expected,
            rule.title().because(),
            explained));
  }

  private void remember(TraceEvent event) {
    if (names.size() < NAMES) {
      switch (event) {
        case TraceEvent.TaskCreated e -> names.addAll(List.of(e.name(), e.coro()));
        case TraceEvent.Enter e -> names.add(e.coro());
        case TraceEvent.Mark e -> names.add(e.name());
        case TraceEvent.Input e -> names.add(e.name());
        case TraceEvent.Use e -> names.add(e.what());
        case TraceEvent.Callback e -> names.add(e.name());
        case TraceEvent.Warn e -> names.add(e.code());
        default -> {}
      }
    }
  }

  /**
   * Ends the check.
   *
   * @param footer the trace's footer, or null where it has none: then nothing that is open is held
   *     against it
   */
  public void finish(@Nullable TraceFooter footer) {
    whole &= footer != null;
    if (!whole) {
      notes.add("incomplete: what was under way at the end is not held against it");
    }
    loops.values().forEach(loop -> loop.finish(whole));
    for (int rule = 0; rule < rules.size(); rule++) {
      if (matched(rule) == 0) {
        unmatched(rule);
      }
    }
  }

  /** A rule that nothing in the trace put to the test did not hold. */
  private void unmatched(int number) {
    UserRule rule = rules.get(number);
    if (rule.title().optional() || !whole) {
      notes.add(rule.title().name() + ": matched nothing");
    } else {
      broken(number, 0, 0, 0, 0, "nothing that it is about", rule.looksFor() + hint(rule));
    }
  }

  private String hint(UserRule rule) {
    String similar =
        rule.names().stream()
            .filter(name -> !names.contains(name))
            .flatMap(name -> likeliest(name))
            .distinct()
            .collect(Collectors.joining(" or "));
    return similar.isEmpty() ? "" : " (did you mean " + similar + "?)";
  }

  private Stream<String> likeliest(String name) {
    return Similar.to(name, names).stream().limit(1);
  }

  private long matched(int rule) {
    return rules.get(rule) instanceof UserRule.Never never && never.during() == null
        ? 1
        : loops.values().stream().mapToLong(loop -> loop.matched(rule)).sum();
  }

  /** What became of each rule so far. */
  public List<RuleResult> results() {
    return IntStream.range(0, rules.size())
        .mapToObj(rule ->
            new RuleResult(
                rules.get(rule).title().name(),
                rules.get(rule).kind(),
                matched(rule),
                findings[rule]))
        .toList();
  }

  /** What is worth knowing and no flaw; all of it once the check has ended. */
  public List<String> notes() {
    return List.copyOf(notes);
  }
}
