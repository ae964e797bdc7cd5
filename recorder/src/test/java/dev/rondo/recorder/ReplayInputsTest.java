package dev.rondo.recorder;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.Async;
import dev.rondo.Coroutine;
import dev.rondo.EventLoop;
import dev.rondo.Inputs;
import dev.rondo.Trace;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.replay.Divergence;
import dev.rondo.trace.replay.Divergence.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Runs programs again that take something from outside. */
class ReplayInputsTest extends ReplayCase {

  /** What the program does hangs on each of them, so that it would part where one is another. */
  @Test
  void inputsAreGivenBackAndNoSourceIsAsked() throws Exception {
    List<String> asked = new ArrayList<>();
    Supplier<Coroutine<Void>> program =
        () ->
            async(() -> {
              RandomGenerator dice = Inputs.random();
              Inputs.now();
              int times = Inputs.of("times", Integer.class, () -> noting(asked, 3));
              for (int i = 0; i < times; i++) {
                Trace.mark("thrown", "dots", dice.nextInt(1_000_000));
                await(sleep(Duration.ofMillis(1)));
              }
              assertThatThrownBy(() ->
                      Inputs.of(
                          "menu",
                          String.class,
                          () -> {
                            throw noting(asked, new IOException("no menu"));
                          }))
                  .hasMessage("input 'menu' failed: IOException: no menu");
              EventLoop.running().callSoon(() -> Inputs.of("late", Boolean.class, () -> true));
            });
    record(program);
    assertThat(asked).hasSize(2);
    same(program);
    assertThat(asked).hasSize(2);
    assertThat(events(copy)).isEqualTo(events(recording));
  }

  private static <T> T noting(List<String> asked, T given) {
    asked.add(String.valueOf(given));
    return given;
  }

  private static <T> Coroutine<Void> asks(String name, Class<T> type, T value) {
    return async(() -> {
      Inputs.of(name, type, () -> value);
    });
  }

  @Test
  void anotherInputIsTold() {
    record(() -> asks("a", String.class, "x"));
    Divergence found = parts(() -> asks("b", String.class, "y"));
    assertThat(found.kind()).isEqualTo(Kind.OTHER_INPUT);
    assertThat(found.aspect()).isEqualTo("name");
  }

  @Test
  void anInputOfAnotherTypeIsTold() {
    record(() -> asks("a", String.class, "x"));
    Divergence found = parts(() -> asks("a", Integer.class, 1));
    assertThat(found.kind()).isEqualTo(Kind.OTHER_INPUT);
    assertThat(found.aspect()).isEqualTo("value");
  }

  @Test
  void anInputThatTheRecordingDoesNotHaveIsTold() {
    record(() -> asks("a", Integer.class, 1));
    Supplier<Coroutine<Void>> twice =
        () ->
            async(
                "asks",
                () -> {
                  Inputs.of("a", Integer.class, () -> 2);
                  Inputs.of("b", Integer.class, () -> 3);
                });
    Divergence found = parts(twice);
    assertThat(found.kind()).isEqualTo(Kind.EXTRA);
    assertThat(found.actual())
        .isInstanceOfSatisfying(
            TraceEvent.Input.class, input -> assertThat(input.name()).isEqualTo("b"));
  }

  @Test
  void anInputThatWasWithheldCannotBeGivenBack() {
    Supplier<Coroutine<Void>> program =
        () ->
            async(() -> {
              Inputs.of("size", Integer.class, () -> 3);
              Inputs.of("card", String.class, () -> "4111");
            });
    try (Recorder recorder = Recorder.to(recording).filter(Filter.of("attributes=size"))) {
      Async.run(program.get(), EventLoop.builder().observer(recorder));
    }
    Divergence found = parts(program);
    assertThat(found.kind()).isEqualTo(Kind.WITHHELD_INPUT);
    assertThat(found.kind().sentence()).contains("withheld from the recording by its filter");
    assertThat(found.expected())
        .isInstanceOfSatisfying(
            TraceEvent.Input.class, input -> assertThat(input.name()).isEqualTo("card"));
  }
}
