package dev.rondo.trace.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.Outcome;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.Why;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummarizerTest {

  @Test
  void sums_up_what_happened() {
    Summarizer sums = new Summarizer();
    sums.apply(new TraceEvent.TaskCreated(1, 0, 1, 1, "Task-1", "work", 0, null));
    sums.apply(new TraceEvent.Enqueue(2, 0, 1, 1, 1, null, Why.START, 0));
    sums.apply(new TraceEvent.Enqueue(3, 0, 1, 2, 0, "cb", Why.SOON, 0));
    sums.apply(new TraceEvent.Idle(4, 50, 1, 50));
    sums.apply(new TraceEvent.Resume(5, 50, 1, 1, 1, false));
    sums.apply(new TraceEvent.Done(6, 90, 1, 1, 0, Outcome.RAISED, "Boom"));
    sums.apply(new TraceEvent.Callback(7, 90, 1, 2, "cb", 0));
    sums.apply(new TraceEvent.Return(8, 100, 1, 2, "Oops"));
    sums.apply(new TraceEvent.Warn(9, 100, 1, "slow", 0, 2, null));
    sums.apply(new TraceEvent.Malformed(0, 0, 0, "", "no seq", "{}"));

    Summary summary = sums.summary();
    assertThat(summary.events()).isEqualTo(10);
    assertThat(summary.kinds()).containsEntry("malformed", 1L).containsEntry("enqueue", 2L);
    assertThat(summary.warnings()).isEqualTo(Map.of("slow", 1L));
    assertThat(summary.duration()).isEqualTo(100);
    Summary.OfLoop loop = summary.loops().getFirst();
    assertThat(loop.outcomes()).isEqualTo(Map.of(Outcome.RAISED, 1L));
    assertThat(loop.pending()).isZero();
    assertThat(loop.deepest()).isEqualTo(2);
    assertThat(loop.deepestSeq()).isEqualTo(3);
    assertThat(loop.idleShare()).isEqualTo(0.5);
    assertThat(loop.longest()).isEqualTo(new Summary.Longest(5, "Task-1 work", 40));
    assertThat(loop.failures())
        .containsExactly(
            new Summary.Failure(6, "Task-1 work", "Boom"), new Summary.Failure(8, "cb", "Oops"));
  }

  @Test
  void of_nothing_there_is_nothing() {
    Summary summary = new Summarizer().summary();
    assertThat(summary.events()).isZero();
    assertThat(summary.duration()).isZero();
    assertThat(summary.loops()).isEmpty();
  }
}
