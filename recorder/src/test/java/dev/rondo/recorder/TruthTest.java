package dev.rondo.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.Async;
import dev.rondo.EventLoop;
import dev.rondo.LoopBuilder;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.diff.Comparison;
import dev.rondo.trace.diff.Digests;
import dev.rondo.trace.diff.TraceDiff;
import dev.rondo.trace.diff.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The truth that comparisons are held against: programs are run first in, first out and under many
 * random orders. Where the outputs differ, the order mattered, and the traces must be different to
 * {@code diff}; where tasks share nothing, they must not be.
 */
class TruthTest {
  private static final int SEEDS = 16;

  @TempDir Path folder;

  private record Run(Path trace, List<Object> output) {}

  private static Stream<Arguments> each(java.util.Map<String, Truths.Program> programs) {
    return Stream.of("continuation", "virtual-thread")
        .flatMap(engine ->
            programs.entrySet().stream()
                .map(entry -> Arguments.of(entry.getKey(), engine, entry.getValue())));
  }

  static Stream<Arguments> dependent() {
    return each(Truths.dependent());
  }

  static Stream<Arguments> independent() {
    return each(Truths.independent());
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("dependent")
  void noRunsWithOtherOutputsAreEquivalent(String name, String engine, Truths.Program program) {
    List<Run> runs = runs(engine, program);
    int told = 0;
    for (Run run : runs) {
      for (Run other : List.of(runs.getFirst(), runs.get(1))) {
        Comparison comparison = compare(run, other);
        if (!run.output.equals(other.output)) {
          assertThat(comparison.verdict())
              .as("%s %s, %s", run.output, other.output, comparison)
              .isEqualTo(Verdict.DIFFERENT);
          told++;
        }
      }
    }
    assertThat(told).as("the order matters at all").isPositive();
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("independent")
  void theOrderOfStepsThatShareNothingMakesNoDifference(
      String name, String engine, Truths.Program program) {
    List<Run> runs = runs(engine, program);
    Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
    for (Run run : runs) {
      assertThat(run.output).isEqualTo(runs.getFirst().output);
      Comparison comparison = compare(run, runs.getFirst());
      assertThat(comparison.verdict()).as("%s", comparison).isNotEqualTo(Verdict.DIFFERENT);
      verdicts.add(comparison.verdict());
    }
    assertThat(verdicts).contains(Verdict.IDENTICAL, Verdict.EQUIVALENT);
  }

  private List<Run> runs(String engine, Truths.Program program) {
    List<Run> runs = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      Path trace = folder.resolve(seed + ".jsonl");
      List<Object> output = new ArrayList<>();
      try (Recorder recorder = Recorder.to(trace).program("truth")) {
        LoopBuilder loop = EventLoop.builder().engine(engine).virtualClock().observer(recorder);
        Async.run(Truths.main(program, output, seed), seed == 0 ? loop : loop.randomOrder(seed));
      }
      runs.add(new Run(trace, output));
    }
    return runs;
  }

  private static Comparison compare(Run left, Run right) {
    try (TraceReader l = TraceReader.open(left.trace);
        TraceReader r = TraceReader.open(right.trace)) {
      Comparison comparison = TraceDiff.compare(l, r);
      assertDigestsAgree(comparison.verdict(), digests(left), digests(right));
      return comparison;
    }
  }

  private static void assertDigestsAgree(Verdict verdict, Digests left, Digests right) {
    assertThat(left.order().equals(right.order())).isEqualTo(verdict == Verdict.IDENTICAL);
    assertThat(left.causal().equals(right.causal())).isEqualTo(verdict != Verdict.DIFFERENT);
  }

  private static Digests digests(Run run) {
    try (TraceReader reader = TraceReader.open(run.trace)) {
      return Digests.of(reader);
    }
  }
}
