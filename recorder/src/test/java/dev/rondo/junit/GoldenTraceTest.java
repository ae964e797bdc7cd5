package dev.rondo.junit;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.run;
import static dev.rondo.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.Coroutine;
import dev.rondo.Trace;
import dev.rondo.trace.golden.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that are held against a {@link GoldenTrace}. */
class GoldenTraceTest extends OnBothEngines {
  private static volatile int minutes;
  private static volatile String first = "tea";
  private static volatile String second = "toast";

  private Kit kit;

  @BeforeEach
  void usual() {
    minutes = 3;
    first = "tea";
    second = "toast";
    kit = new Kit(folder);
  }

  static class Breakfast {
    @Test
    @GoldenTrace("kitchen/breakfast")
    void breakfast() {
      run(both());
    }

    private static Coroutine<Void> both() {
      return async(() -> {
        createTask(make(first), first);
        await(createTask(make(second), second));
      });
    }

    private static Coroutine<Void> make(String what) {
      return async(() -> {
        await(sleep(Duration.ofMinutes(minutes)));
        Trace.mark(what);
      });
    }
  }

  private Path kept() {
    return kit.golden("kitchen/breakfast.jsonl");
  }

  private Path fresh() {
    return kit.golden("kitchen/breakfast.new.jsonl");
  }

  private String failure(Class<?> test) {
    return String.valueOf(Kit.failures(kit.run(test)).getFirst().getMessage());
  }

  private void accept() {
    new Kit(folder)
        .with("rondo.golden", "accept")
        .run(Breakfast.class)
        .assertStatistics(s -> s.succeeded(1));
  }

  @Test
  void the_first_run_leaves_one_to_accept() throws IOException {
    assertThat(failure(Breakfast.class))
        .startsWith("there is no golden trace " + kept() + " yet")
        .contains(
            fresh().toString(), "rondo golden accept " + kit.golden(""), "-Drondo.golden=accept");
    assertThat(kept()).doesNotExist();
    GoldenFile.in(kit.golden("")).getFirst().accept();
    assertThat(fresh()).doesNotExist();
    kit.run(Breakfast.class).assertStatistics(s -> s.succeeded(1));
  }

  @Test
  void a_property_accepts_it() {
    accept();
    assertThat(kept()).exists();
    assertThat(fresh()).doesNotExist();
    kit.run(Breakfast.class).assertStatistics(s -> s.succeeded(1));
  }

  @Test
  void another_story_fails_and_is_shown_and_left_beside_it() throws IOException {
    accept();
    String golden = Files.readString(kept());
    second = "egg";
    assertThat(failure(Breakfast.class))
        .startsWith("not as the golden trace " + kept() + " tells it\ndifferent:")
        .contains("first:", "toast", "egg", "rondo golden accept");
    assertThat(kept()).hasContent(golden);
    assertThat(fresh()).content().contains("egg");
    second = "toast";
    kit.run(Breakfast.class).assertStatistics(s -> s.succeeded(1));
    assertThat(fresh()).doesNotExist();
  }

  @Test
  void other_times_and_threads_are_no_other_story() throws IOException {
    accept();
    String golden = Files.readString(kept());
    assertThat(golden).doesNotContain("\"host\"", "\"pid\"", "\"start\":", "\"thread\"", "\"at\"");
    minutes = 5;
    kit.run(Breakfast.class).assertStatistics(s -> s.succeeded(1));
    accept(); // nothing to accept: the file stays as it is
    assertThat(kept()).hasContent(golden);
  }

  @Test
  void two_runs_give_the_same_file() throws IOException {
    accept();
    byte[] golden = Files.readAllBytes(kept());
    Files.delete(kept());
    accept();
    assertThat(kept()).hasBinaryContent(golden);
  }

  @Test
  void the_other_engine_tells_no_other_story() {
    accept();
    System.setProperty(
        "rondo.engine", engine.equals("continuation") ? "virtual-thread" : "continuation");
    kit.run(Breakfast.class).assertStatistics(s -> s.succeeded(1));
  }

  @Test
  void a_golden_trace_that_cannot_be_read_is_told() throws IOException {
    accept();
    Files.writeString(kept(), "no trace\n");
    assertThat(failure(Breakfast.class)).startsWith("the golden trace cannot be used: ");
  }

  @Recorded(clock = Recorded.Clock.REAL)
  static class OnRealClock {
    @Test
    @GoldenTrace("real")
    void refused() {
      throw new IllegalStateException("not reached");
    }

    @Test
    @GoldenTrace(value = "asked", onRealClock = true)
    void asked() {
      run(async(() -> await(sleep(Duration.ZERO))));
    }
  }

  @Test
  void a_real_clock_is_refused_unless_asked_for() {
    kit.with("rondo.golden", "accept");
    kit.run(OnRealClock.class).assertStatistics(s -> s.succeeded(1).failed(1));
    assertThat(failure(OnRealClock.class)).contains("'real'", "real clock", "onRealClock = true");
  }

  static class Odd {
    @Test
    @GoldenTrace("../away")
    void out_of_the_folder() {}
  }

  static class WithoutLoop {
    @Test
    @GoldenTrace("nothing")
    void does_nothing() {}
  }

  @Test
  void what_cannot_be_is_said() {
    assertThat(failure(Odd.class)).contains("'../away' is no name for a golden trace");
    assertThat(failure(WithoutLoop.class)).contains("the test made no loop");
    kit.with("rondo.golden", "maybe");
    assertThat(failure(Breakfast.class)).contains("rondo.golden is 'maybe'");
  }
}
