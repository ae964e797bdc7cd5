package dev.rondo.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.observe.LoopPhase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How a dump is written down, whatever is in it. */
class LoopDumpTest {

  private static LoopDump loop(TaskDump... tasks) {
    return new LoopDump(
        "web", LoopPhase.RUNNING, "continuation", "main", 1, 2, false, List.of(tasks), List.of());
  }

  /**
   * A task in a coroutine of its name that awaits those tasks, or {@code what} if there are none.
   */
  private static TaskDump task(long id, String name, String what, Long... awaits) {
    return new TaskDump(
        id,
        name,
        TaskDump.State.PAUSED,
        0,
        List.of(new CoroutineDump(name + "Body", "A.java:" + id, false)),
        what.isEmpty() ? null : new Awaited(100 + id, what, List.of(awaits)),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  // -- the tree -----------------------------------------------------------------------------------

  @Test
  void theTreeHasTasksAndTheCoroutinesBetween() {
    LoopDump loop =
        loop(
            task(1, "main", "gather", 2L, 3L),
            task(2, "a", "lock L"),
            task(3, "b", "task c", 4L),
            task(4, "c", ""));
    assertThat(loop.tree())
        .isEqualTo(
            """
            └── (T) main
                └──  mainBody A.java:1
                    ├── (T) a
                    │   └──  aBody A.java:2
                    │       └──  on lock L
                    └── (T) b
                        └──  bBody A.java:3
                            └── (T) c
                                └──  cBody A.java:4
            """);
  }

  @Test
  void aCircleIsSaidAndTheRestIsDrawn() {
    LoopDump loop =
        loop(
            task(1, "into", "task a", 2L),
            task(2, "a", "task b", 3L),
            task(3, "b", "task a", 2L),
            task(4, "self", "task self", 4L));
    assertThat(loop.tree())
        .isEqualTo(
            """
            cycle: a → b → a
            cycle: self → self
            └── (T) into
                └──  intoBody A.java:1
                    └── (T) a
                        └──  aBody A.java:2
                            └── (T) b
                                └──  bBody A.java:3
                                    └── (T) a (drawn above)
            └── (T) self
                └──  selfBody A.java:4
                    └── (T) self (drawn above)
            """);
  }

  @Test
  void aTaskThatManyAwaitIsDrawnOnce() {
    List<TaskDump> tasks = new ArrayList<>();
    for (long id = 1; id <= 60; id++) { // as a tree, 2 to the 30th branches
      long below = id % 2 == 1 ? id + 2 : id + 1;
      tasks.add(task(id, "t" + id, "gather", below, below + 1));
    }
    LoopDump loop = loop(tasks.toArray(TaskDump[]::new));
    assertThat(loop.tree().lines().count()).isLessThan(200);
    assertThat(loop.tree()).contains("(drawn above)");
  }

  @Test
  void aChainOfAHundredThousandTasksIsNoTrouble() {
    int many = 100_000;
    TaskDump[] tasks =
        LongStream.rangeClosed(1, many)
            .mapToObj(id -> task(id, "t" + id, "task", id == many ? 1 : id + 1))
            .toArray(TaskDump[]::new);
    LoopDump loop = loop(tasks);
    assertThat(loop.tree()).startsWith("cycle: t1 → t2 →").contains("… (too deep to draw)");
    assertThat(loop.awaitChain(tasks[0])).hasSize(many).startsWith(tasks[0], tasks[1]);
    assertThat(loop.text()).hasSizeLessThan(many * 1_000);
  }

  @Test
  void tasksThatAreNotInTheDumpAreLeftOut() {
    LoopDump loop = loop(task(1, "main", "gather", 7L, 8L));
    assertThat(loop.tree()).contains("on gather");
    assertThat(loop.text()).contains("task 1 main: paused on gather\n");
  }

  @Test
  void anEmptyLoopHasAnEmptyTree() {
    assertThat(loop().tree()).isEmpty();
    assertThat(loop().text())
        .isEqualTo(
            "event loop 'web' running in thread main, engine continuation: tasks 0, ready 1,"
                + " timers 2\n");
  }

  // -- the text -----------------------------------------------------------------------------------

  @Test
  void theTextTellsAllOfATask() {
    TaskDump task =
        new TaskDump(
            7,
            "child",
            TaskDump.State.PAUSED,
            2,
            List.of(
                new CoroutineDump("outer", "A.java:1", false),
                new CoroutineDump("acquire", null, true)),
            new Awaited(9, "lock L", List.of()),
            List.of(1L),
            List.of("gather"),
            List.of(new TimerDump("timeout", 2_500_000_000L), new TimerDump("wake", -20)),
            List.of(new StackTraceElement("A", "outer", "A.java", 1)));
    assertThat(loop(task(1, "main", "task child", 7L), task).text())
        .isEqualTo(
            """
            event loop 'web' running in thread main, engine continuation: tasks 2, ready 1, timers 2

            task 1 main: paused on task child of task 7 child
              in         mainBody A.java:1
                         task 7 child: outer A.java:1 > acquire

            task 7 child: paused on lock L, asked 2x to cancel
              in         outer A.java:1 > acquire
              awaited by task 1 main
              calls back gather
              timer      timeout due in 2.500 s
                         wake overdue by 20 ns
              stack      A.outer(A.java:1)
            """);
  }

  @Test
  void whatIsNotExactSaysSo() {
    LoopDump outside =
        new LoopDump(
            null,
            LoopPhase.RUNNING,
            "continuation",
            "main",
            0,
            0,
            true,
            List.of(),
            List.of(new StackTraceElement("A", "block", "A.java", 3)));
    assertThat(outside.text())
        .contains("seen from another thread while a slice was under way: may not be exact\n")
        .contains("a callback runs\n  stack      A.block(A.java:3)\n");
  }

  @Test
  void noNameGivesATerminalOrdersOrPretendsToBeALine() {
    LoopDump loop = loop(task(1, "a\u001b[2J\nb\u202e", ""));
    assertThat(loop.text() + loop.tree())
        .contains("a\\u001b[2J\\u000ab\\u202e")
        .doesNotContain("\u001b", "\u202e", "J\nb");
  }

  // -- the JSON -----------------------------------------------------------------------------------

  @Test
  void theJsonHasEveryPartUnderItsName() {
    LoopDump loop = loop(task(1, "main", "gather", 2L, 3L), task(2, "a", ""));
    Map<?, ?> parsed = (Map<?, ?>) Json.parse(loop.json());
    assertThat(parsed.keySet().stream().map(Object::toString))
        .containsExactly(
            "name",
            "state",
            "engine",
            "thread",
            "ready",
            "timers",
            "fromOutside",
            "tasks",
            "callback");
    Map<?, ?> task = (Map<?, ?>) ((List<?>) parsed.get("tasks")).getFirst();
    assertThat(task.keySet().stream().map(Object::toString))
        .containsExactly(
            "id",
            "name",
            "state",
            "cancelRequests",
            "coroutines",
            "awaits",
            "awaitedBy",
            "callbacks",
            "timers",
            "stack");
    assertThat(task.get("state")).isEqualTo("paused");
    assertThat(task.get("awaits"))
        .isEqualTo(Map.of("future", 101L, "what", "gather", "tasks", List.of(2L, 3L)));
    assertThat(((Map<?, ?>) ((List<?>) parsed.get("tasks")).get(1)).get("awaits")).isNull();
  }

  @Test
  void anyNameSurvivesTheJsonAndUtf8() {
    Random random = new Random(5);
    List<String> names = new ArrayList<>(List.of("", "\"\\/\b\f\n\r\t", "\ud83d\ude00", "é↺"));
    names.addAll(
        List.of("\ud800", "\udc00x", "x\ud800", "\ud800\ud800\udc00", "\u2028\u007f\u0085"));
    for (int i = 0; i < 2_000; i++) {
      StringBuilder name = new StringBuilder();
      random.ints(random.nextInt(6), 0, 0x10000).forEach(c -> name.append((char) c));
      names.add(name.toString());
    }
    TaskDump[] tasks =
        IntStream.range(0, names.size())
            .mapToObj(i -> task(i, names.get(i), names.get(i)))
            .toArray(TaskDump[]::new);
    byte[] utf8 = loop(tasks).json().getBytes(StandardCharsets.UTF_8);
    Map<?, ?> parsed = (Map<?, ?>) Json.parse(new String(utf8, StandardCharsets.UTF_8));
    assertThat(
            ((List<?>) parsed.get("tasks"))
                .stream().map(task -> (String) ((Map<?, ?>) task).get("name")))
        .containsExactlyElementsOf(names);
  }
}
