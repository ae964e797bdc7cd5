package dev.rondo;

import static dev.rondo.Async.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What a group tells of itself and takes; who is cancelled when, scripts hold. */
class TaskGroupTest extends OnBothEngines {
  private TaskGroup kept;

  private static Coroutine<String> failing(Throwable failure) {
    return async(() -> {
      await(pause());
      if (failure instanceof Error e) {
        throw e;
      }
      throw (Exception) failure;
    });
  }

  @Test
  void givesTheValueOfItsBodyWhenAllAreDone() {
    go(() -> {
      String both =
          TaskGroup.call(group -> {
            Task<String> tea = group.createTask(sleep(millis(5), "tea"), "kettle");
            assertThat(tea.name()).isEqualTo("kettle");
            assertThat(group).hasToString("<TaskGroup tasks=1 errors=0>");
            return "toast and " + await(tea);
          });
      assertThat(both).isEqualTo("toast and tea");
    });
  }

  @Test
  void forgetsItsChildrenAsTheyEnd() {
    go(() ->
        TaskGroup.run(group -> {
          for (int i = 0; i < 10; i++) {
            group.createTask(sleep(millis(3)));
            await(sleep(millis(1)));
          }
          assertThat(group).hasToString("<TaskGroup tasks=3 errors=0>");
          await(sleep(millis(5)));
          assertThat(group).hasToString("<TaskGroup tasks=0 errors=0>");
        }));
  }

  @Test
  void itsErrorTellsOfAllInTheOrderInWhichTheyCame() {
    IllegalStateException first = new IllegalStateException("first");
    AssertionError second = new AssertionError("an error, not an exception");
    IllegalStateException body = new IllegalStateException("body");
    go(() ->
        assertThatThrownBy(() ->
                TaskGroup.run(group -> {
                  group.createTask(failing(first));
                  group.createTask(failing(second));
                  try {
                    await(sleep(millis(5)));
                  } catch (CancelledError e) {
                    throw body;
                  }
                }))
            .isInstanceOf(ExceptionGroup.class)
            .hasMessageContaining("unhandled errors in a TaskGroup")
            .extracting(e -> ((ExceptionGroup) e).exceptions())
            .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
            .containsExactly(first, second, body));
  }

  @Test
  void anErrorOfTheBodyAloneStandsInAGroupToo() {
    AssertionError error = new AssertionError("x");
    go(() ->
        assertThatThrownBy(() ->
                TaskGroup.run(group -> {
                  throw error;
                }))
            .isInstanceOf(ExceptionGroup.class)
            .extracting(e -> ((ExceptionGroup) e).exceptions().getFirst())
            .isSameAs(error));
  }

  @Test
  void anErrorOfTheBodyStandsBesideThatOfAChild() {
    IllegalStateException child = new IllegalStateException("child");
    AssertionError body = new AssertionError("an error, not an exception");
    go(() ->
        assertThatThrownBy(() ->
                TaskGroup.run(group -> {
                  group.createTask(failing(child));
                  try {
                    await(sleep(millis(5)));
                  } finally {
                    throw body;
                  }
                }))
            .isInstanceOf(ExceptionGroup.class)
            .extracting(e -> ((ExceptionGroup) e).exceptions())
            .isEqualTo(java.util.List.of(child, body)));
  }

  @Test
  void takesNoChildWhenItIsOver() {
    go(() -> {
      TaskGroup.run(group -> kept = group);
      Coroutine<String> late = async("late", () -> "tea");
      assertThatThrownBy(() -> kept.createTask(late))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("<TaskGroup")
          .hasMessageEndingWith("is finished");
      assertThat(late.toString()).contains("late ended");
      assertThat(allTasks()).hasSize(1);
    });
  }

  @Test
  void takesNoChildWhileItCancels() {
    go(() ->
        assertThatThrownBy(() ->
                TaskGroup.run(group -> {
                  group.createTask(failing(new IllegalStateException("no milk")));
                  try {
                    await(sleep(millis(5)));
                  } finally {
                    Coroutine<String> late = async("late", () -> "tea");
                    assertThatThrownBy(() -> group.createTask(late, null, new Context()))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("errors=1 cancelling>")
                        .hasMessageEndingWith("is shutting down");
                    assertThat(late.toString()).contains("late ended");
                  }
                }))
            .isInstanceOf(ExceptionGroup.class));
  }

  @Test
  void isATaskMatter() {
    assertThatThrownBy(() -> TaskGroup.run(group -> log("never")))
        .isInstanceOf(PauseException.class)
        .hasMessageContaining("a task group outside of a task");
    assertLog();
  }

  @Test
  void tasksOfOneContextInAGroup() {
    ContextVar<Integer> cups = new ContextVar<>("cups");
    Context shared = new Context();
    go(() ->
        TaskGroup.run(group -> {
          await(group.createTask(async("one", () -> cups.set(1)), null, shared));
          assertThat(shared.get(cups)).isEqualTo(1);
          await(group.createTask(async("two", () -> cups.set(2)), null, shared));
          assertThat(shared.get(cups)).isEqualTo(2);
        }));
  }
}
