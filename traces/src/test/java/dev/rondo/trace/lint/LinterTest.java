package dev.rondo.trace.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.Corpus;
import dev.rondo.trace.TraceReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each event of these traces comes 10 ns after the one before; the first is event 1, in line 2. */
class LinterTest {
  private static final LintSettings ALL = LintSettings.all();

  private static List<LintFinding> lint(LintSettings settings, String... lines) {
    return Linter.lint(
        reader(Stream.of(lines), "{\"ev\":\"end\",\"events\":1,\"lost\":0}\n"), settings);
  }

  private static TraceReader reader(Stream<String> lines, String footer) {
    StringBuilder trace = new StringBuilder(Corpus.HEADER);
    long seq = 0;
    for (String line : lines.toList()) {
      trace.append(
          "{\"seq\":%d,\"t\":%d,\"loop\":1,%s}\n"
              .formatted(++seq, seq * 10 - 10, line.replace('\'', '"')));
    }
    return Corpus.reader(trace + footer);
  }

  private static List<String> texts(List<LintFinding> findings) {
    return findings.stream().map(LintFinding::toString).toList();
  }

  private static String task(long id, String name, long parent) {
    return "'ev':'task','task':%d,'name':'%s','coro':'%s-coro'".formatted(id, name, name)
        + (parent == 0 ? "" : ",'parent':" + parent);
  }

  private static String start(long handle, long task) {
    return "'ev':'enqueue','handle':%d,'task':%d,'why':'start'".formatted(handle, task);
  }

  private static String soon(long handle) {
    return "'ev':'enqueue','handle':%d,'callback':'f','why':'soon'".formatted(handle);
  }

  private static String callback(long handle) {
    return "'ev':'callback','handle':%d,'name':'f'".formatted(handle);
  }

  private static String back(long handle) {
    return "'ev':'return','handle':%d".formatted(handle);
  }

  private static String woken(long handle, long task, long of) {
    return "'ev':'enqueue','handle':%d,'task':%d,'why':'done','of':%d".formatted(handle, task, of);
  }

  private static String resume(long handle, long task) {
    return "'ev':'resume','handle':%d,'task':%d".formatted(handle, task);
  }

  private static String pause(long task, long on, String what) {
    return "'ev':'pause','task':%d,'on':%d,'what':'%s'".formatted(task, on, what);
  }

  private static String done(long task, String outcome) {
    return "'ev':'done','task':%d,'outcome':'%s'".formatted(task, outcome);
  }

  private static String use(long task, String what, String op) {
    return "'ev':'use','task':%d,'object':1,'what':'%s','op':'%s'".formatted(task, what, op);
  }

  private static final String MARK = "'ev':'mark','name':'m'";

  @Test
  void aSlowSlice() {
    LintSettings settings = ALL.with(Check.SLOW_SLICE, 30);
    assertThat(
            lint(
                settings,
                task(1, "slow", 0),
                start(1, 1),
                resume(1, 1),
                MARK,
                MARK,
                done(1, "returned")))
        .containsExactly(
            new LintFinding(
                "test.jsonl",
                7,
                1,
                6,
                Check.SLOW_SLICE,
                1,
                "slow",
                "slow had control for 30 ns, from seq 3: nothing else ran meanwhile",
                3));
    assertThat(lint(settings, soon(1), callback(1), MARK, back(1))).isEmpty();
    assertThat(texts(lint(settings, soon(1), callback(1), MARK, MARK, MARK)))
        .containsExactly(
            "test.jsonl, loop 1: slow-slice: callback f had control for 30 ns up to the end, from"
                + " seq 2: nothing else ran meanwhile");
  }

  @Test
  void aSliceThatIsLongBesideTheOthers() {
    StringBuilder trace = new StringBuilder(Corpus.HEADER);
    long seq = 0;
    long t = 0;
    for (int i = 1; i <= 200; i++) {
      for (String line : List.of(soon(i), callback(i), back(i))) {
        t += i == 150 && line.equals(back(i)) ? 50_000_000 : 1000;
        trace.append(
            "{\"seq\":%d,\"t\":%d,\"loop\":1,%s}\n".formatted(++seq, t, line.replace('\'', '"')));
      }
    }
    String whole = trace + "{\"ev\":\"end\",\"events\":600,\"lost\":0}\n";
    assertThat(texts(Linter.lint(Corpus.reader(whole), ALL)))
        .containsExactly(
            "test.jsonl, line 451, loop 1, seq 450: outlier: callback f had control for 50 ms from"
                + " seq 449 on, where 99 % of all slices take at most 1 us");
    assertThat(Linter.lint(Corpus.reader(whole), ALL.with(Check.OUTLIER, 60_000))).isEmpty();
    assertThat(Linter.lint(Corpus.reader(whole), ALL.with(Check.SLOW_SLICE, 50_000_000)))
        .extracting(LintFinding::check)
        .containsExactly(Check.SLOW_SLICE);
  }

  private static final String[] TURN = {
    soon(1), soon(2), soon(3), callback(1), back(1), callback(2), back(2), callback(3), back(3)
  };

  @Test
  void aLongTurnOfManySlices() {
    assertThat(texts(lint(ALL.with(Check.LONG_TURN, 50), TURN)))
        .containsExactly(
            "test.jsonl, line 10, loop 1, seq 9: long-turn: turn 1 of the loop took 50 ns with 3"
                + " slices, the longest 10 ns: what came meanwhile waited");
    assertThat(lint(ALL.with(Check.LONG_TURN, 60), TURN)).isEmpty();
  }

  @Test
  void anEntryThatIsReadyForLong() {
    assertThat(texts(lint(ALL.with(Check.STARVATION, 50), TURN)))
        .containsExactly(
            "test.jsonl, line 10, loop 1, seq 9: starvation: callback f was ready for 50 ns before"
                + " its turn at seq 8, though no long slices took most of that");
    assertThat(
            lint(
                ALL.with(Check.STARVATION, 50),
                soon(1),
                callback(1),
                soon(2),
                MARK,
                MARK,
                MARK,
                back(1),
                callback(2)))
        .as("the long slice is to blame")
        .isEmpty();
    assertThat(texts(lint(ALL.with(Check.STARVATION, 50), soon(1), MARK, MARK, MARK, MARK, MARK)))
        .containsExactly(
            "test.jsonl, loop 1: starvation: callback f is ready since seq 1, for 50 ns, and never"
                + " had its turn");
  }

  @Test
  void whatTheRuntimeNoticed() {
    assertThat(
            texts(
                lint(
                    ALL,
                    task(1, "t", 0),
                    "'ev':'warn','code':'never-awaited','text':'brew was never awaited'",
                    "'ev':'warn','code':'never-retrieved','task':1",
                    "'ev':'warn','code':'destroyed-pending','task':1,'text':'was pending'",
                    "'ev':'warn','code':'slow','task':1",
                    "'ev':'warn','code':'waited'")))
        .containsExactly(
            "test.jsonl, line 3, loop 1, seq 2: never-awaited: brew was never awaited",
            "test.jsonl, line 4, loop 1, seq 3: never-retrieved: t: the runtime warned:"
                + " never-retrieved",
            "test.jsonl, line 5, loop 1, seq 4: warning: t: was pending");
  }

  /** A parent that creates a child and ends; the child ends later. */
  private static List<LintFinding> orphan(String inParent, String meanwhile) {
    return lint(
        ALL.only(EnumSet.of(Check.OUTLIVES_PARENT)),
        task(1, "parent", 0),
        start(1, 1),
        resume(1, 1),
        task(2, "child", 1),
        start(2, 2),
        inParent,
        done(1, "returned"),
        meanwhile,
        resume(2, 2),
        done(2, "returned"));
  }

  @Test
  void aTaskThatOutlivesItsCreator() {
    assertThat(texts(orphan(MARK, MARK)))
        .containsExactly(
            "test.jsonl, line 11, loop 1, seq 10: outlives-parent: child, created at seq 4, ended"
                + " 30 ns after parent, its creator, and nobody awaited it");
    String listen = "'ev':'listen','future':2,'callback':'f'";
    assertThat(orphan(listen, MARK)).as("somebody wants to know").isEmpty();
    assertThat(orphan(MARK, listen)).as("the runner looks after what is left").hasSize(1);
    assertThat(orphan("'ev':'cancel','task':2,'by':1", MARK)).as("it is told to stop").isEmpty();
    assertThat(orphan("'ev':'await','task':1,'on':2,'what':'task child'", MARK)).isEmpty();
  }

  @Test
  void tasksThatAwaitEachOther() {
    assertThat(
            texts(
                lint(
                    ALL,
                    task(1, "a", 0),
                    task(2, "b", 0),
                    start(1, 1),
                    start(2, 2),
                    resume(1, 1),
                    pause(1, 2, "task b"),
                    resume(2, 2),
                    pause(2, 1, "task a"))))
        .containsExactly(
            "test.jsonl, line 9, loop 1, seq 8: wait-cycle: tasks wait for each other in a circle:"
                + " b for a for b");
  }

  private static final String[] CROSSED = {
    task(1, "a", 0),
    task(2, "b", 0),
    start(1, 1),
    start(2, 2),
    resume(1, 1),
    "'ev':'use','task':1,'object':1,'what':'lock L','op':'acquire'",
    pause(1, 0, "yield").replace("'on':0,", ""),
    "'ev':'enqueue','handle':3,'task':1,'why':'yield'",
    resume(2, 2),
    "'ev':'use','task':2,'object':2,'what':'lock M','op':'acquire'",
    pause(2, 9, "lock L"),
    resume(3, 1),
    pause(1, 8, "lock M")
  };

  @Test
  void tasksThatHoldEachOthersLocks() {
    assertThat(texts(lint(ALL, CROSSED)))
        .containsExactly(
            "test.jsonl, line 14, loop 1, seq 13: wait-cycle: tasks wait for each other in a"
                + " circle: a for lock M of b for lock L of a");
    String[] alike =
        Stream.of(CROSSED).map(l -> l.replace("lock M", "lock L")).toArray(String[]::new);
    assertThat(lint(ALL, alike)).as("nobody can tell which lock").isEmpty();
  }

  private static List<LintFinding> held(String within) {
    List<String> lines = new ArrayList<>(List.of(task(1, "t", 0), start(1, 1), resume(1, 1)));
    for (int i = 1; i <= 3; i++) {
      lines.add(use(1, "lock L", "acquire"));
      if (i == 2) {
        lines.add(within);
      }
      lines.add(use(1, "lock L", "release"));
    }
    return lint(ALL, lines.toArray(String[]::new));
  }

  @Test
  void aLockThatIsHeldOverNoPause() {
    assertThat(texts(held(MARK)))
        .containsExactly(
            "test.jsonl, line 5, loop 1, seq 4: needless-lock: lock L was held 3 times and never"
                + " over a pause: nobody else could have run meanwhile");
    assertThat(held("'ev':'pause','task':1,'what':'yield'")).isEmpty();
    assertThat(held(use(1, "condition C", "notify"))).as("a condition demands it").isEmpty();
  }

  private static List<LintFinding> cancelled(String cancel, String outcome) {
    return lint(
        ALL,
        task(1, "main", 0),
        task(2, "child", 0),
        start(1, 1),
        start(2, 2),
        resume(1, 1),
        cancel,
        pause(1, 9, "future"),
        resume(2, 2),
        done(2, outcome));
  }

  @Test
  void aCancellationThatIsSwallowed() {
    String cancel = "'ev':'cancel','task':2,'by':1";
    assertThat(texts(cancelled(cancel, "returned")))
        .containsExactly(
            "test.jsonl, line 10, loop 1, seq 9: swallowed-cancel: child was cancelled by main at"
                + " seq 6, and returned as if nothing had been");
    assertThat(cancelled(cancel, "cancelled")).isEmpty();
    assertThat(cancelled("'ev':'cancel','task':2", "returned")).as("a timeout's").isEmpty();
    assertThat(cancelled("'ev':'cancel','task':2,'by':2", "returned")).as("its own").isEmpty();
  }

  /** A task that awaits a coroutine in place so many times, each of which pauses or does not. */
  private static List<LintFinding> awaits(LintSettings settings, int times, String... within) {
    List<String> lines = new ArrayList<>(List.of(task(1, "t", 0), start(1, 1), resume(1, 1)));
    for (int i = 1; i <= times; i++) {
      lines.add("'ev':'enter','task':1,'coro':'fetch'");
      for (String line : within) {
        lines.add(line.replace("HANDLE", "" + (10 + i)));
      }
      lines.add("'ev':'exit','task':1,'coro':'fetch'");
    }
    lines.add(done(1, "returned"));
    return lint(settings, lines.toArray(String[]::new));
  }

  private static String[] waiting(String what) {
    return new String[] {
      pause(1, 7, what),
      woken(99, 1, 7).replace("99", "HANDLE"),
      resume(99, 1).replace("99", "HANDLE")
    };
  }

  @Test
  void awaitsInARowThatCouldOverlap() {
    LintSettings settings = ALL.with(Check.SERIAL_AWAITS, 20);
    assertThat(texts(awaits(settings, 3, waiting("sleep"))))
        .containsExactly(
            "test.jsonl, line 20, loop 1, seq 19: serial-awaits: t awaited fetch 3 times in a row,"
                + " from seq 8: it waited 30 ns, side by side it might be 10 ns");
    assertThat(awaits(settings, 2, waiting("sleep"))).as("no series").isEmpty();
    assertThat(awaits(settings, 3, waiting("queue get"))).as("others are needed").isEmpty();
    assertThat(awaits(ALL, 3, waiting("sleep"))).as("little gained").isEmpty();
  }

  @Test
  void tasksThatAreCreatedAndAwaitedOneByOne() {
    List<String> lines = new ArrayList<>(List.of(task(1, "t", 0), start(1, 1), resume(1, 1)));
    for (int i = 2; i <= 4; i++) {
      lines.add(task(i, "Task-" + i, 1).replace("Task-" + i + "-coro", "fetch"));
      lines.add(start(i, i));
      lines.add(pause(1, i, "task fetch"));
      lines.add(resume(i, i));
      lines.add(done(i, "returned"));
      lines.add(woken(10 + i, 1, i));
      lines.add(resume(10 + i, 1));
    }
    lines.add(done(1, "returned"));
    assertThat(texts(lint(ALL.with(Check.SERIAL_AWAITS, 1), lines.toArray(String[]::new))))
        .containsExactly(
            "test.jsonl, line 26, loop 1, seq 25: serial-awaits: t awaited fetch 3 times in a row,"
                + " from seq 6: it waited 90 ns, side by side it might be 30 ns");
  }

  @Test
  void anAwaitThatNeverCedes() {
    assertThat(texts(awaits(ALL, 10, MARK)))
        .containsExactly(
            "test.jsonl, line 5, loop 1, seq 4: never-ceded: the await of fetch in t-coro gave up"
                + " control in none of its 10 runs: it is like a call");
    assertThat(awaits(ALL, 9, MARK)).isEmpty();
    assertThat(awaits(ALL, 10, waiting("sleep"))).isEmpty();
  }

  @Test
  void aTraceThatLacksSomething() {
    assertThat(texts(Linter.lint(reader(Stream.of(MARK), ""), ALL)))
        .containsExactly("test.jsonl: incomplete: cut off at line 3: the footer is missing");
    assertThat(texts(lint(ALL, MARK, "'ev':'lost','count':7")))
        .containsExactly("test.jsonl: incomplete: 7 events were lost");
    assertThat(texts(lint(ALL, MARK, "'ev':'warn','code':'limit'")))
        .containsExactly(
            "test.jsonl: incomplete: the recording ended when its file had reached its limit");
    assertThat(texts(lint(ALL, MARK, "'ev':'idle'")))
        .containsExactly("test.jsonl: incomplete: 1 lines are no well-formed events");
  }

  @Test
  void ofManyFindingsOfOneKindTheFirstAreTold() {
    List<LintFinding> findings = new ArrayList<>();
    TraceReader trace = reader(Stream.of(MARK), "");
    Linter linter = new Linter("t", trace.header(), ALL.with(Check.SLOW_SLICE, 1), findings::add);
    int line = 1;
    for (int i = 1; i <= 5; i++) {
      for (var event : Corpus.loop(soon(i), callback(i), back(i))) {
        linter.accept(event, ++line);
      }
    }
    linter.finish(null, null);
    assertThat(findings.stream().filter(f -> f.check() == Check.SLOW_SLICE)).hasSize(3);
    assertThat(linter.notes()).containsExactly("slow-slice: 2 more of callback f");
  }

  @ParameterizedTest
  @EnumSource(Check.class)
  void eachCheckCanBeLeftOut(Check check) {
    assertThat(ALL.without(EnumSet.of(check)).makes(check)).isFalse();
    assertThat(ALL.only(EnumSet.of(check)).checks()).containsExactly(check);
    assertThat(ALL.with(check, 5).threshold(check)).isEqualTo(5);
    assertThat(ALL.threshold(check)).isEqualTo(check.threshold());
    assertThat(check.threshold() > 0).isEqualTo(check.unit() != Check.Unit.NONE);
    assertThat(check.text()).isNotBlank();
    assertThat(lint(ALL.only(EnumSet.of(check)), soon(1), callback(1), back(1))).isEmpty();
  }

  @Test
  void aCheckThatIsLeftOutFindsNothing() throws Exception {
    Path swallowed = Corpus.script("cancel-answered-with-a-value");
    try (TraceReader trace = TraceReader.open(swallowed)) {
      assertThat(Linter.lint(trace, ALL)).hasSize(1);
    }
    try (TraceReader trace = TraceReader.open(swallowed)) {
      assertThat(Linter.lint(trace, ALL.without(EnumSet.of(Check.SWALLOWED_CANCEL)))).isEmpty();
    }
  }

  /** What is found in CPython's traces of the scripts: all of it was looked at, and is so. */
  @Test
  void findingsInTheScriptsAreTrue() {
    Map<String, Set<String>> found = new TreeMap<>();
    for (Path file : Corpus.in("asyncio/scripts")) {
      try (TraceReader trace = TraceReader.open(file)) {
        for (LintFinding finding : Linter.lint(trace, ALL)) {
          String name = file.getFileName().toString().replace(".jsonl", "");
          found.computeIfAbsent(finding.check().id(), _ -> new TreeSet<>()).add(name);
        }
      }
    }
    assertThat(found)
        .isEqualTo(
            Map.of(
                "outlives-parent",
                Set.of("await-done-task-does-not-cede", "main-ends-first"),
                "wait-cycle",
                Set.of("await-itself"),
                "swallowed-cancel",
                SWALLOWED));
  }

  /** Their programs catch the cancellation and go on. */
  private static final Set<String> SWALLOWED =
      Set.of(
          "cancel-answered-with-a-value",
          "cancel-between-wake-up-and-step",
          "cancel-passes-through-coroutines",
          "cancel-twice-in-one-turn",
          "condition-cancelled-twice-on-its-way-to-the-lock",
          "context-kept-over-locks-groups-and-timeouts",
          "gather-cancelled-though-a-child-refuses",
          "group-cancelled-from-outside",
          "group-cancelled-while-it-waits",
          "uncancel-before-the-step",
          "wait-for-gives-what-came-in-spite-of-it",
          "wait-for-is-cancelled-and-what-it-awaits-refuses");

  static List<Path> traces() {
    return Stream.concat(Corpus.asyncio().stream(), Corpus.in("broken").stream())
        .collect(Collectors.toList());
  }

  /** Events that are missing anywhere make no crash, and no guess without a hint that they are. */
  @ParameterizedTest
  @MethodSource("traces")
  void tracesWithHolesAreTakenAsTheyAre(Path file) {
    Random random = new Random(file.hashCode());
    List<LintFinding> findings = new ArrayList<>();
    try (TraceReader trace = TraceReader.open(file)) {
      Linter linter = new Linter("t", trace.header(), ALL, findings::add);
      for (var event = trace.next(); event != null; event = trace.next()) {
        if (random.nextInt(10) > 0) {
          linter.accept(event, trace.line());
        }
      }
      linter.finish(trace.footer(), trace.cutOff());
    }
    assertThat(findings)
        .extracting(LintFinding::check)
        .isSubsetOf(
            Check.OUTLIVES_PARENT,
            Check.WAIT_CYCLE,
            Check.NEEDLESS_LOCK,
            Check.SWALLOWED_CANCEL,
            Check.INCOMPLETE);
  }
}
