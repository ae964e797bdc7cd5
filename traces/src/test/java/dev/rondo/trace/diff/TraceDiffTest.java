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
  void differentProgramsDifferAndTheAnswerIsSymmetric() throws IOException {
    List<Path> files = Corpus.asyncio();
    for (int i = 0; i + 1 < files.size(); i += 3) {
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
