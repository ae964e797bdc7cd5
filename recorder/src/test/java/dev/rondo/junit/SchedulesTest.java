package dev.rondo.junit;

import static dev.rondo.Async.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.trace.TraceReader;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.Events;

/** Tests that run under many {@link Schedules}. */
class SchedulesTest extends OnBothEngines {
  private static final Pattern FAILED = Pattern.compile("under the schedule (random:(\\d+)): ");

  static class Flaky {
    private final Hall hall = new Hall();

    @Schedules(random = 200)
    void one_seat() {
      run(hall.evening());
      assertEquals(0, hall.seats);
    }
  }

  static class Sound {
    private final Hall hall = new Hall();

    @Schedules(random = 20, pct = 10, seed = 5)
    void never_more_than_two() {
      run(hall.evening());
      assertTrue(hall.seats >= -1);
    }
  }

  @Test
  void a_sound_test_runs_under_all_of_them() {
    Events events = new Kit(folder).run(Sound.class);
    events.assertStatistics(s -> s.succeeded(31));
    List<String> names =
        events.started().stream().map(e -> e.getTestDescriptor().getDisplayName()).toList();
    assertThat(names).startsWith("fifo", "random:5", "random:6").endsWith("pct:13", "pct:14");
  }

  @Test
  void the_first_failure_ends_it_and_tells_all() {
    Kit kit = new Kit(folder);
    Events events = kit.run(Flaky.class);
    events.assertStatistics(s -> s.failed(1));
    Throwable failure = Kit.failures(events).getFirst();
    Matcher told = FAILED.matcher(failure.getMessage());
    assertThat(told.find()).as(failure.getMessage()).isTrue();
    int seed = Integer.parseInt(told.group(2));
    events.assertStatistics(s -> s.started(seed + 1)); // fifo, and the seeds up to it
    Path trace = kit.trace(Flaky.class, "one_seat-random-" + seed + ".jsonl");
    assertThat(failure.getMessage())
        .contains("expected: <0> but was: <-1>", "the trace: " + trace)
        .contains("-Dtest='Flaky#one_seat' -Drondo.schedules=random:" + seed)
        .contains("rondo diff ", "first: ", "seats: look", "the loop chose another entry");
    assertThat(failure.getCause()).isInstanceOf(AssertionError.class);
    try (TraceReader read = TraceReader.open(trace)) {
      assertThat(read.header().policy()).isEqualTo("random");
      assertThat(read.header().seed()).isEqualTo(seed);
      assertThat(read.header().engine()).isEqualTo(engine);
    }
    Events again = new Kit(folder).with("rondo.schedules", "random:" + seed).run(Flaky.class);
    again.assertStatistics(s -> s.started(1).failed(1));
    assertThat(Kit.failures(again).getFirst().getMessage())
        .contains("under the schedule random:" + seed)
        .doesNotContain("rondo diff");
  }

  static class Kept {
    @Schedules(random = 3)
    @GoldenTrace("hall")
    void evening() {
      run(new Hall().evening());
    }
  }

  @Test
  void a_golden_trace_is_of_the_first_run_alone() {
    Kit kit = new Kit(folder);
    kit.with("rondo.golden", "accept").run(Kept.class).assertStatistics(s -> s.succeeded(4));
    kit.with("rondo.golden", "check").run(Kept.class).assertStatistics(s -> s.succeeded(4));
  }

  @Test
  void schedules_are_read_as_they_are_told() {
    assertThat(Schedule.parse("fifo, random:17,pct:-3"))
        .containsExactly(Schedule.FIFO, new Schedule("random", 17), new Schedule("pct", -3))
        .extracting(Schedule::toString)
        .containsExactly("fifo", "random:17", "pct:-3");
    for (String odd : List.of("", "random", "random:", "random:x", "best:1")) {
      assertThatThrownBy(() -> Schedule.parse(odd))
          .hasMessage("rondo.schedules has '" + odd + "', expected fifo, random:SEED or pct:SEED");
    }
  }
}
