package dev.rondo.trace.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rondo.trace.Corpus;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceFooter;
import dev.rondo.trace.TraceReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each kind of rule finds, and what it lets pass. */
class RuleCheckTest {

  /** One rule, given without its name, over a complete trace of one loop. */
  private static RuleReport check(String rule, String... events) {
    return check(rule, true, Corpus.loop(events));
  }

  private static RuleReport check(String rule, boolean complete, List<TraceEvent> events) {
    List<RuleFinding> findings = new ArrayList<>();
    Rules rules = Rules.of("rules.yaml", "rules:\n- name: r\n" + rule.indent(2));
    RuleCheck check =
        new RuleCheck("t", Corpus.reader(Corpus.HEADER).header(), rules, findings::add);
    events.forEach(event -> check.accept(event, event.seq() + 1));
    check.finish(complete ? new TraceFooter(events.size(), 0) : null);
    return new RuleReport("t", findings, check.results(), check.notes());
  }

  private static List<String> found(String rule, String... events) {
    return check(rule, events).findings().stream()
        .map(finding -> finding.seq() + ": " + finding.sentence())
        .toList();
  }

  private static String mark(int task, String name) {
    return "'ev':'mark','task':%d,'name':'%s','attrs':{'id':%d}".formatted(task, name, task);
  }

  private static String use(int task, String op) {
    return "'ev':'use','task':%d,'object':1,'what':'account a','op':'%s'".formatted(task, op);
  }

  private static final String A = "'ev':'task','task':1,'name':'a-1','coro':'a'";
  private static final String B = "'ev':'task','task':2,'name':'b-1','coro':'b'";
  private static final String PAUSE_A = "'ev':'pause','task':1,'on':7,'what':'sleep'";
  private static final String DONE_A = "'ev':'done','task':1,'outcome':'returned'";
  private static final String DONE_B = "'ev':'done','task':2,'outcome':'returned'";

  @Test
  void an_input_is_meant_by_its_name_value_and_error() {
    String good = "'ev':'input','task':1,'name':'price','value':12";
    String bad = "'ev':'input','task':1,'name':'price','error':'no route'";
    assertThat(found("never: {input: price, value: 12, task: a-1}\n", A, good, bad))
        .containsExactly("2: found input price by a-1, expected none");
    assertThat(found("never: {input: pri*, error: '*route'}\n", A, good, bad))
        .containsExactly("3: found input price by a-1, expected none");
  }

  @Test
  void orderWantsEachStepAfterTheOneBefore() {
    String rule = "order: [{mark: paid}, {mark: sent}]\n";
    assertThat(found(rule, A, mark(1, "paid"), mark(1, "sent"), mark(1, "sent"))).isEmpty();
    assertThat(found(rule, A, mark(1, "sent"), mark(1, "paid"), mark(1, "sent")))
        .containsExactly("2: found mark sent by a-1 first, expected mark paid before it");
  }

  @Test
  void orderPerTaskDoesNotMixTasks() {
    String rule = "order: [{mark: paid}, {mark: sent}]\nper: task\n";
    assertThat(found(rule, A, B, mark(1, "paid"), mark(2, "sent")))
        .containsExactly(
            "4: found mark sent by b-1 first, expected mark paid of the same task before it");
    assertThat(found(rule, A, B, mark(1, "paid"), mark(2, "paid"), mark(2, "sent"))).isEmpty();
  }

  @Test
  void orderPerAttributeDoesNotMixValues() {
    String rule = "order: [{mark: paid}, {mark: sent}]\nper: attr id\n";
    assertThat(found(rule, A, B, mark(1, "paid"), mark(2, "sent")))
        .containsExactly(
            "4: found mark sent by b-1 first, expected mark paid of the same id before it");
  }

  @Test
  void neverAtAll() {
    String rule = "never: {mark: panic}\n";
    assertThat(found(rule, A, mark(1, "fine"))).isEmpty();
    assertThat(found(rule, A, mark(1, "panic")))
        .containsExactly("2: found mark panic by a-1, expected none");
  }

  @Test
  void neverBetweenTwoEvents() {
    String rule =
        """
        never: {pause: "*"}
        while: {from: {use: account *, op: acquire}, to: {use: account *, op: release}}
        per: task
        """;
    assertThat(found(rule, A, B, use(2, "acquire"), PAUSE_A, use(2, "release"))).isEmpty();
    assertThat(found(rule, A, use(1, "acquire"), PAUSE_A, use(1, "release"), PAUSE_A))
        .containsExactly(
            "3: found pause a-1 on sleep, within use account * (op acquire) since seq 2,"
                + " expected none there");
  }

  @Test
  void neverWhileATaskIsInAState() {
    String rule = "never: {mark: m}\nwhile: {paused: a-1, on: sleep}\n";
    String wake = "'ev':'enqueue','handle':3,'task':1,'why':'done','of':7";
    assertThat(found(rule, A, PAUSE_A, wake, mark(2, "m"))).isEmpty();
    assertThat(found(rule, A, B, PAUSE_A, mark(2, "m"), wake))
        .containsExactly(
            "4: found mark m by b-1, within paused a-1 since seq 3, expected none there");
    String alive = "never: {mark: m}\nwhile: {alive: a}\n";
    assertThat(found(alive, A, DONE_A, mark(2, "m"))).isEmpty();
    assertThat(found(alive, A, PAUSE_A, B, mark(2, "m"))).hasSize(1);
    String running = "never: {mark: m}\nwhile: {running: a}\n";
    String resume = "'ev':'resume','handle':1,'task':1";
    assertThat(found(running, A, resume, PAUSE_A, mark(2, "m"))).isEmpty();
    assertThat(found(running, A, resume, mark(1, "m"), PAUSE_A)).hasSize(1);
    String ready = "never: {mark: m}\nwhile: {ready: a}\n";
    assertThat(found(ready, A, wake, resume, mark(1, "m"), PAUSE_A)).isEmpty();
    assertThat(found(ready, A, B, wake, mark(2, "m"), resume)).hasSize(1);
  }

  private static final String[] SLICES = {
    A,
    "'ev':'enqueue','handle':1,'task':1,'why':'start'", // t 10
    "'ev':'enqueue','handle':2,'callback':'tick','why':'soon'",
    "'ev':'resume','handle':1,'task':1", // t 30
    "'ev':'mark','task':1,'name':'m'",
    "'ev':'done','task':1,'outcome':'returned'", // t 50
    "'ev':'callback','handle':2,'name':'tick'", // t 60
    "'ev':'return','handle':2" // t 70
  };

  @Test
  void limitsOfSlicesWaitsLivesAndDepth() {
    assertThat(found("limit: slice\nmax: 20ns\n", SLICES)).isEmpty();
    assertThat(found("limit: slice\nmax: 19ns\n", SLICES))
        .containsExactly("4: found a slice of a-1 of 20 ns, expected at most 19 ns");
    assertThat(found("limit: slice\ntask: tick\nmax: 9ns\n", SLICES))
        .containsExactly("7: found a slice of tick of 10 ns, expected at most 9 ns");
    assertThat(found("limit: ready-wait\nmax: 39ns\n", SLICES))
        .containsExactly(
            "7: found a wait in the ready queue of tick of 40 ns, expected at most 39 ns");
    assertThat(found("limit: lifetime\ntask: a\nmax: 49ns\n", SLICES))
        .containsExactly("6: found a lifetime of a-1 of 50 ns, expected at most 49 ns");
    assertThat(found("limit: queue-depth\nmax: 1\n", SLICES))
        .containsExactly("3: found a ready queue of 2 entries, expected at most 1 entry");
  }

  @Test
  void aPercentileIsExact() {
    assertThat(found("limit: slice\np50: 10ns\n", SLICES)).isEmpty();
    assertThat(found("limit: slice\np51: 10ns\n", SLICES))
        .containsExactly(
            "4: found 1 of 2 slices (50.0 %) above 10 ns, the worst 20 ns of a-1,"
                + " expected p51 at most 10 ns");
  }

  @Test
  void whoStillLivesMayLiveTooLong() {
    assertThat(found("limit: lifetime\nmax: 15ns\n", A, PAUSE_A, B))
        .containsExactly("1: found a lifetime of a-1 of 20 ns, expected at most 15 ns");
  }

  @Test
  void tasksMustEndAsTheyShould() {
    assertThat(found("ends: a-*\n", A, DONE_A)).isEmpty();
    assertThat(found("ends: a-*\n", A, "'ev':'done','task':1,'outcome':'raised','error':'E: x'"))
        .containsExactly("2: found a-1 raised: E: x, expected it returned");
    assertThat(
            found(
                "ends: a-*\noutcome: [returned, raised]\n",
                A,
                "'ev':'done','task':1,'outcome':'raised','error':'E: x'"))
        .isEmpty();
    assertThat(found("ends: a-*\n", A, PAUSE_A))
        .containsExactly(
            "1: found a-1 not done at the end, paused on sleep since seq 2, expected it returned");
    assertThat(found("ends: a-*\nwithin: 15ns\n", A, PAUSE_A, DONE_A))
        .containsExactly("3: found a-1 returned after 20 ns, expected it within 15 ns");
  }

  @Test
  void whyATaskDoesNotEndIsExplainedByWhatItDidLast() {
    assertThat(check("ends: a-*\n", A, PAUSE_A, B, DONE_B).findings().getFirst().explained())
        .isEqualTo(2);
  }

  @Test
  void anAtomicCoroutineNeverPauses() {
    String rule = "atomic: {coroutine: transfer}\n";
    String enter = "'ev':'enter','task':1,'coro':'transfer'";
    String exit = "'ev':'exit','task':1,'coro':'transfer'";
    assertThat(found(rule, A, enter, exit, PAUSE_A)).isEmpty();
    assertThat(
            found(
                rule,
                A,
                enter,
                "'ev':'pause','task':1,'on':7,'what':'sleep','chain':['a','transfer']"))
        .containsExactly(
            "3: found pause a-1 on sleep, in a > transfer, expected transfer to keep control until"
                + " it ends");
    assertThat(found("atomic: {coroutine: a}\n", A, PAUSE_A)).hasSize(1);
  }

  @Test
  void anAtomicStretchNeverPauses() {
    String rule = "atomic: {from: {mark: read}, to: {mark: written}}\n";
    assertThat(found(rule, A, mark(1, "read"), mark(1, "written"), PAUSE_A)).isEmpty();
    assertThat(found(rule, A, B, mark(2, "read"), PAUSE_A, mark(2, "written"))).isEmpty();
    assertThat(found(rule, A, mark(1, "read"), PAUSE_A, mark(1, "written")))
        .containsExactly(
            "3: found pause a-1 on sleep, after mark read at seq 2, expected it to keep control"
                + " until mark written");
  }

  @Test
  void usesExcludeEachOther() {
    String rule = "exclusive: account *\nfrom: read\nto: write\nallow: audit\n";
    assertThat(
            found(
                rule,
                A,
                B,
                use(1, "read"),
                use(1, "peek"),
                use(2, "audit"),
                use(1, "write"),
                use(2, "read"),
                use(2, "write")))
        .isEmpty();
    assertThat(found(rule, A, B, use(1, "read"), use(2, "read"), use(1, "write"), use(2, "write")))
        .containsExactly(
            "4: found read of account a by b-1 while a-1 has it since seq 3, expected none before"
                + " its write");
    assertThat(found(rule, A, B, use(1, "read"), DONE_A, use(2, "read"), use(2, "write")))
        .isEmpty();
  }

  @Test
  void someMayShare() {
    String rule = "exclusive: account *\nat-most: 2\n";
    String third = "'ev':'task','task':3,'name':'c','coro':'c'";
    assertThat(
            found(
                rule,
                A,
                B,
                third,
                use(1, "acquire"),
                use(2, "acquire"),
                use(1, "release"),
                use(3, "acquire")))
        .isEmpty();
    assertThat(found(rule, A, B, third, use(1, "acquire"), use(2, "acquire"), use(3, "acquire")))
        .hasSize(1);
  }

  @Test
  void eventuallyAfterEach() {
    String rule = "eventually: {mark: answered}\nafter: {mark: asked}\nper: attr id\n";
    assertThat(found(rule, A, mark(1, "asked"), mark(1, "answered"))).isEmpty();
    assertThat(found(rule, A, B, mark(1, "asked"), mark(2, "answered")))
        .containsExactly(
            "3: found nothing of the kind up to the end after mark asked by a-1, expected mark"
                + " answered of the same id after it");
    assertThat(found(rule + "within: 15ns\n", A, mark(1, "asked"), B, mark(1, "answered")))
        .containsExactly(
            "4: found mark answered by a-1 20 ns after mark asked by a-1 at seq 2, expected it"
                + " within 15 ns");
  }

  @Test
  void eventuallyPerTaskMeansBeforeItEnds() {
    String rule = "eventually: {mark: answered}\nafter: {mark: asked}\nper: task\n";
    assertThat(found(rule, A, mark(1, "asked"), DONE_A, B, mark(2, "answered")))
        .containsExactly(
            "2: found nothing of the kind up to the task's end after mark asked by a-1, expected"
                + " mark answered of the same task after it");
  }

  @Test
  void eventuallyAtAll() {
    assertThat(found("eventually: {mark: up}\n", A, mark(1, "up"))).isEmpty();
    assertThat(found("eventually: {mark: up}\n", A, mark(1, "upp")))
        .containsExactly("0: found nothing that it is about, expected mark up (did you mean upp?)");
  }

  @Test
  void whatMatchedNothingIsReported() {
    for (String rule :
        List.of(
            "order: [{mark: x}, {mark: y}]\n",
            "never: {mark: x}\nwhile: {alive: x}\n",
            "limit: slice\ntask: x\nmax: 1s\n",
            "ends: x\n",
            "atomic: {coroutine: x}\n",
            "exclusive: x\n",
            "eventually: {mark: x}\nafter: {mark: y}\n")) {
      assertThat(check(rule, SLICES).held()).as(rule).isFalse();
      RuleReport optional = check(rule + "optional: true\n", SLICES);
      assertThat(optional.held()).as(rule).isTrue();
      assertThat(optional.notes()).containsExactly("r: matched nothing");
      assertThat(optional.results().getFirst().held()).isFalse();
    }
  }

  @Test
  void anIncompleteTraceIsNotBlamedForItsEnd() {
    for (String rule : List.of("ends: a\n", "eventually: {mark: x}\nafter: {create: a}\n")) {
      assertThat(check(rule, true, Corpus.loop(A, PAUSE_A)).held()).isFalse();
      RuleReport report = check(rule, false, Corpus.loop(A, PAUSE_A));
      assertThat(report.held()).isTrue();
      assertThat(report.notes())
          .containsExactly("incomplete: what was under way at the end is not held against it");
    }
    assertThat(check("ends: a\nwithin: 5ns\n", false, Corpus.loop(A, PAUSE_A)).held()).isFalse();
  }

  @Test
  void whatWasOpenWhereEventsWereLostIsForgotten() {
    String lost = "'ev':'lost','count':3";
    assertThat(found("order: [{mark: paid}, {mark: sent}]\n", A, lost, mark(1, "sent"))).isEmpty();
    assertThat(found("atomic: {from: {mark: a}, to: {mark: b}}\n", A, mark(1, "a"), lost, PAUSE_A))
        .isEmpty();
    assertThat(found("exclusive: account a\n", A, B, use(1, "acquire"), lost, use(2, "acquire")))
        .isEmpty();
    assertThat(found("never: {mark: m}\nwhile: {paused: a}\n", A, PAUSE_A, lost, mark(2, "m")))
        .isEmpty();
  }

  @Test
  void theReasonIsShown() {
    assertThat(found("never: {mark: panic}\nbecause: it is late\n", A, mark(1, "panic")))
        .containsExactly("2: found mark panic by a-1, expected none, because it is late");
  }

  @Test
  void everyConditionCounts() {
    String done = "'ev':'done','task':1,'outcome':'raised','error':'IOException: disk full'";
    assertThat(found("never: {done: a, outcome: raised, error: IO*}\n", A, done)).hasSize(1);
    assertThat(found("never: {done: a, outcome: returned}\n", A, done)).isEmpty();
    assertThat(found("never: {mark: m, attrs: {id: 1}}\n", A, mark(1, "m"), mark(2, "m")))
        .hasSize(1);
    assertThat(found("never: {mark: m, task: b*}\n", A, B, mark(1, "m"), mark(2, "m"))).hasSize(1);
    assertThat(found("never: {cancel: a, by: b}\n", A, B, "'ev':'cancel','task':1,'by':2"))
        .hasSize(1);
    assertThat(
            found(
                "never: {create: b, by: a}\n",
                A,
                "'ev':'task','task':2,'name':'b','coro':'b','parent':1"))
        .hasSize(1);
    assertThat(
            found(
                "never: {await: a, on: [x, y?]}\n", A, "'ev':'await','task':1,'on':3,'what':'yy'"))
        .hasSize(1);
    assertThat(
            found(
                "never: {start: a}\n",
                A,
                "'ev':'resume','handle':1,'task':1",
                PAUSE_A,
                "'ev':'resume','handle':2,'task':1"))
        .hasSize(1);
    assertThat(found("never: {warn: slow}\n", "'ev':'warn','code':'slow'")).hasSize(1);
  }

  /** The example's rule file finds the bug that is planted in the example, and nothing without. */
  @Test
  void aPlantedBugIsFound() {
    Rules rules = Rules.read(Path.of("../runtime/examples/bank.yaml"));
    try (TraceReader trace = TraceReader.open(Path.of("rules/bank.jsonl"))) {
      assertThat(RuleCheck.check(trace, rules).results()).allMatch(RuleResult::held);
    }
    try (TraceReader trace = TraceReader.open(Path.of("rules/bank-careless.jsonl"))) {
      RuleReport report = RuleCheck.check(trace, rules);
      assertThat(report.results())
          .extracting(RuleResult::rule, RuleResult::findings)
          .containsExactly(
              tuple("no payment is lost", 10L),
              tuple("a payment needs no lock", 20L),
              tuple("every teller goes home", 0L));
    }
  }

  /** Over everything that CPython did: rules that its programs obey, in a stream. */
  @Test
  void realTracesCanBeChecked() {
    Rules rules =
        Rules.of(
            "rules.yaml",
            """
            rules:
              - {name: slices, limit: slice, max: 1s, optional: true}
              - {name: depth, limit: queue-depth, max: 100000}
              - {name: nothing before its creation, order: [{create: "*"}, {done: "*"}], per: task, optional: true}
              - {name: no step after the end, never: {resume: "*"}, while: {from: {done: "*"}, to: {create: "*"}}, per: task, optional: true}
            """);
    Corpus.asyncio()
        .forEach(file -> {
          try (var trace = TraceReader.open(file)) {
            RuleReport report = RuleCheck.check(trace, rules);
            assertThat(report.findings()).as("%s", file).isEmpty();
            assertThat(report.results().get(1).matched()).isPositive();
          }
        });
  }
}
