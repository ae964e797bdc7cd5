package dev.rondo.trace.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.Corpus;
import dev.rondo.trace.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TraceDiffTest {

  static List<Path> asyncio() {
    return Corpus.asyncio();
  }

  static Comparison compare(String left, String right) {
    try (TraceReader l = Corpus.reader(left);
        TraceReader r = Corpus.reader(right)) {
      return TraceDiff.compare(l, r);
    }
  }

  @ParameterizedTest
  @MethodSource("asyncio")
  void aTraceIsIdenticalToItselfUnderOtherNumbersAndTimes(Path file) throws IOException {
    String trace = Files.readString(file);
    String other = Disguise.of(trace, file.hashCode());
    assertThat(other).isNotEqualTo(trace);
    Comparison comparison = compare(trace, other);
    assertThat(comparison.verdict()).as("%s", comparison).isEqualTo(Verdict.IDENTICAL);
    assertThat(comparison.leftOnly()).isEmpty();
    assertThat(comparison.rightOnly()).isEmpty();
    assertThat(comparison.compared()).isPositive();
  }

  @Test
  void idsOfSpansAreOtherOnesInEachRun() {
    String trace =
        Corpus.HEADER
            + """
            {"seq":1,"t":0,"loop":1,"ev":"loop","state":"running"}
            {"seq":2,"t":0,"loop":1,"ev":"mark","name":"otel.span","attrs":{"span_id":"b7ad6b7169203331"}}
            """;
    String other = trace.replace("b7ad", "0001");
    assertThat(compare(trace, other).verdict()).isNotEqualTo(Verdict.DIFFERENT);
    String note = trace.replace("otel.span", "note");
    assertThat(compare(note, note.replace("b7ad", "0001")).verdict()).isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void differentProgramsDifferAndTheAnswerIsSymmetric() throws IOException {
    List<Path> files = Corpus.asyncio();
    for (int i = 0; i + 1 < files.size(); i++) {
      String left = Files.readString(files.get(i));
      String right = Files.readString(files.get(i + 1));
      Comparison there = compare(left, right);
      Comparison back = compare(right, left);
      assertThat(there.verdict()).as("%s", files.get(i)).isEqualTo(Verdict.DIFFERENT);
      assertThat(back.verdict()).isEqualTo(Verdict.DIFFERENT);
      assertThat(there.first().left()).isEqualTo(back.first().right());
      assertThat(there.first().right()).isEqualTo(back.first().left());
      assertThat(there.first().aspect()).isEqualTo(back.first().aspect());
      assertThat(there.leftOnly()).isEqualTo(back.rightOnly());
      assertThat(there.changed()).isPositive();
    }
  }

  /**
   * The same step on both sides, but what it listens to is a task here and a plain future there.
   */
  @Test
  void aTaskMayStandWhereTheOtherHasAFuture() {
    String left =
        trace(
            START,
            event("task", "\"task\":2,\"name\":\"w\",\"coro\":\"w\",\"parent\":1"),
            event("enqueue", "\"handle\":2,\"task\":2,\"why\":\"start\""),
            YIELD,
            event("resume", "\"handle\":2,\"task\":2"),
            event("pause", "\"task\":2,\"on\":9,\"what\":\"future\""),
            LISTEN);
    String right = trace(START, YIELD, LISTEN);
    Comparison there = compare(left, right);
    assertThat(there.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(there.leftOnly()).extracting(Comparison.TaskRef::name).containsExactly("w");
    assertThat(compare(right, left).verdict()).isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void aNameThatNothingHasIsASlipAndNoVerdict() {
    String trace = trace(START, YIELD, LISTEN);
    Comparison comparison = compare(trace, trace, Selection.of(List.of("mian"), List.of()));
    assertThat(comparison.verdict()).isEqualTo(Verdict.UNKNOWN);
    comparison = compare(trace, trace, Selection.of(List.of("ma*"), List.of()));
    assertThat(comparison.verdict()).isEqualTo(Verdict.IDENTICAL);
  }

  @Test
  void theWholeTraceIsNotCalledIncompleteForTheOthersSake() {
    StringBuilder turns = new StringBuilder();
    for (int handle = 4; handle < 2_000; handle++) {
      turns
          .append(event("resume", "\"handle\":" + (handle - 1) + ",\"task\":1"))
          .append(event("pause", "\"task\":1,\"what\":\"yield\""))
          .append(event("enqueue", "\"handle\":" + handle + ",\"task\":1,\"why\":\"yield\""));
    }
    String whole = trace(START, YIELD, turns.toString());
    String cut = whole.substring(0, whole.indexOf('\n', 2_000) + 1);
    Comparison comparison = compare(cut, whole);
    assertThat(comparison.leftComplete()).isFalse();
    assertThat(comparison.rightComplete()).isTrue();
    assertThat(comparison.notes()).noneMatch(note -> note.startsWith("the right trace"));
  }

  @Test
  void stepsThatMovedTooFarToBeFollowedAreJudgedByTheirDigests() {
    String left = trace(MAKES_TWO, turns(1, 40), turns(2, 40));
    String right = trace(MAKES_TWO, turns(2, 40), turns(1, 40));
    String other = trace(MAKES_TWO, turns(2, 40), turns(1, 39));
    assertThat(compare(left, right, 100).verdict()).isEqualTo(Verdict.EQUIVALENT);
    Comparison far = compare(left, right, 10);
    assertThat(far.verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(far.notes()).anyMatch(note -> note.contains("told by digest"));
    assertThat(compare(left, other, 10).verdict()).isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void aTaskIsKnownByItsNameWhereItsMakingIsLeftOut() {
    String left = trace(START, YIELD);
    String renamed =
        left.replace("\"name\":\"main\",\"coro\":\"main\"", "\"name\":\"m\",\"coro\":\"m\"");
    Selection noTasks = Selection.of(List.of(), List.of("task"));
    assertThat(compare(left, renamed, noTasks).verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(digest(renamed, noTasks).causal()).isNotEqualTo(digest(left, noTasks).causal());
    assertThat(digest(renamed, noTasks).order()).isNotEqualTo(digest(left, noTasks).order());
  }

  @Test
  void namesThatNothingHasAreTold() {
    String trace = trace(START, YIELD);
    Comparison comparison =
        compare(trace, trace, Selection.of(List.of("main", "mian"), List.of("lgo*")));
    assertThat(comparison.notes())
        .contains("nothing is called 'mian'", "nothing is called 'lgo*'")
        .doesNotContain("nothing is called 'main'");
  }

  /** Makes two tasks that have nothing in common. */
  private static final String MAKES_TWO =
      event("loop", "\"state\":\"running\"")
          + event("task", "\"task\":1,\"name\":\"a\",\"coro\":\"a\"")
          + event("enqueue", "\"handle\":1000,\"task\":1,\"why\":\"start\"")
          + event("task", "\"task\":2,\"name\":\"b\",\"coro\":\"b\"")
          + event("enqueue", "\"handle\":2000,\"task\":2,\"why\":\"start\"");

  /** As many steps of one task alone. */
  private static String turns(int task, int times) {
    StringBuilder turns = new StringBuilder();
    String step = "\"task\":" + task;
    for (int handle = 1_000 * task; handle < 1_000 * task + times; handle++) {
      String next = "\"handle\":" + (handle + 1) + "," + step;
      turns
          .append(event("resume", "\"handle\":" + handle + "," + step))
          .append(event("pause", step + ",\"what\":\"yield\""))
          .append(event("enqueue", next + ",\"why\":\"yield\""));
    }
    return turns.toString();
  }

  private static Comparison compare(String left, String right, int mostOpen) {
    return TraceDiff.compare(
        () -> Corpus.reader(left),
        () -> Corpus.reader(right),
        DiffOptions.DEFAULT,
        () -> {},
        mostOpen);
  }

  private static Digests digest(String trace, Selection selection) {
    try (TraceReader reader = Corpus.reader(trace)) {
      return Digests.of(reader, selection, () -> {});
    }
  }

  private static Comparison compare(String left, String right, Selection selection) {
    try (TraceReader l = Corpus.reader(left);
        TraceReader r = Corpus.reader(right)) {
      return TraceDiff.compare(
          l, r, new DiffOptions(DiffOptions.Level.CAUSAL, selection, false, false), () -> {});
    }
  }

  private static final String START =
      event("loop", "\"state\":\"running\"")
          + event("task", "\"task\":1,\"name\":\"main\",\"coro\":\"main\"")
          + event("enqueue", "\"handle\":1,\"task\":1,\"why\":\"start\"")
          + event("resume", "\"handle\":1,\"task\":1");
  private static final String YIELD =
      event("pause", "\"task\":1,\"what\":\"yield\"")
          + event("enqueue", "\"handle\":3,\"task\":1,\"why\":\"yield\"");
  private static final String LISTEN =
      event("resume", "\"handle\":3,\"task\":1")
          + event("listen", "\"future\":2,\"callback\":\"gather\"")
          + event("pause", "\"task\":1,\"on\":5,\"what\":\"gather\"")
          + event("loop", "\"state\":\"stopped\"");

  /** An event without its number. */
  private static String event(String kind, String keys) {
    return "{\"seq\":%d,\"t\":0,\"loop\":1,\"ev\":\"" + kind + "\"," + keys + "}\n";
  }

  private static String trace(String... parts) {
    StringBuilder lines =
        new StringBuilder(
            "{\"ev\":\"trace\",\"version\":1,\"program\":\"t\",\"clock\":\"virtual\"}\n");
    long seq = 0;
    for (String line : String.join("", parts).lines().toList()) {
      lines.append(String.format(Locale.ROOT, line, ++seq)).append('\n');
    }
    return lines.append("{\"ev\":\"end\",\"events\":" + seq + ",\"lost\":0}\n").toString();
  }
}
