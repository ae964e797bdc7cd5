package dev.rondo.trace.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.Outcome;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.Why;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepsTest {
  private final List<Step> given = new ArrayList<>();
  private final Steps steps = new Steps(given::add);
  private long seq;

  private void created(long task, String name, String coro, long parent) {
    steps.apply(new TraceEvent.TaskCreated(++seq, seq, 1, task, name, coro, parent, null));
  }

  private void ready(long handle, long task, Why why, long of) {
    steps.apply(
        new TraceEvent.Enqueue(++seq, seq, 1, handle, task, task == 0 ? "cb" : null, why, of));
  }

  private void resumed(long handle, long task) {
    steps.apply(new TraceEvent.Resume(++seq, seq, 1, handle, task, handle == 0));
  }

  private void paused(long task, long on, String what) {
    steps.apply(new TraceEvent.Pause(++seq, seq, 1, task, on, what, List.of()));
  }

  private void done(long task) {
    steps.apply(new TraceEvent.Done(++seq, seq, 1, task, 0, Outcome.RETURNED, null));
  }

  @Test
  void a_step_knows_what_it_did_whom_it_woke_and_why_it_ran() {
    created(1, "main", "main", 0);
    ready(1, 1, Why.START, 0);
    resumed(1, 1);
    created(2, "Task-2", "child", 1);
    ready(2, 2, Why.START, 0);
    paused(1, 2, "task Task-2");
    resumed(2, 2);
    done(2);
    ready(3, 1, Why.DONE, 2);
    assertThat(given).as("the second may still wake somebody").hasSize(1);
    resumed(3, 1);
    assertThat(given).hasSize(2);
    done(1);
    steps.finish();

    assertThat(given).extracting(Step::title).containsExactly("main", "Task-2 child", "main");
    assertThat(given).extracting(Step::number).containsExactly(1L, 2L, 3L);
    assertThat(given).extracting(Step::by).containsExactly(null, "main", "Task-2 child");
    assertThat(given).extracting(Step::of).containsExactly(null, null, "Task-2 child");
    assertThat(given.get(0).deeds()).singleElement().isInstanceOf(TraceEvent.TaskCreated.class);
    assertThat(given.get(0).wakes()).extracting(Step.Wake::task).containsExactly(2L);
    assertThat(given.get(1).wakes()).containsExactly(new Step.Wake(9, 1, "main", Why.DONE));
  }

  @Test
  void eager_steps_come_after_the_one_that_they_lie_in() {
    created(1, "main", "main", 0);
    ready(1, 1, Why.START, 0);
    resumed(1, 1);
    created(2, "eager", "e", 1);
    resumed(0, 2);
    ready(2, 0, Why.SOON, 0);
    paused(2, 0, "yield");
    ready(3, 2, Why.YIELD, 0);
    paused(1, 2, "task eager");
    steps.finish();

    assertThat(given).extracting(Step::title).containsExactly("main", "eager");
    assertThat(given.get(0).deeds()).as("the eager step's own events are not main's").hasSize(1);
    assertThat(given.get(1).by()).isEqualTo("main");
    assertThat(given.get(1).wakes()).extracting(Step.Wake::title).containsExactly("cb", "eager");
  }

  @Test
  void what_still_runs_at_the_end_is_given_as_it_stands() {
    created(1, "main", "main", 0);
    ready(1, 1, Why.START, 0);
    resumed(1, 1);
    steps.finish();
    assertThat(given).singleElement().extracting(step -> step.slice().ending()).isNull();
  }
}
