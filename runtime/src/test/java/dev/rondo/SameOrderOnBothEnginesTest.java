package dev.rondo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random programs: every decision is the same on both engines, and obeys the rules of a loop. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SameOrderOnBothEnginesTest {
  /** To try one again: {@code -Drondo.seed=17 -Drondo.seeds=1}. */
  private static final long FIRST_SEED = Long.getLong("rondo.seed", 1);

  private static final int SEEDS = Integer.getInteger("rondo.seeds", 300);

  @ParameterizedTest
  @ValueSource(strings = {"fifo", "random", "pct"})
  void randomProgramsTellTheSameStory(String policy) {
    Map<String, Integer> hooks = new HashMap<>();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      List<String> story = RandomProgram.run(seed, "continuation", policy);
      assertThat(RandomProgram.run(seed, "virtual-thread", policy))
          .as("seed %d", seed)
          .isEqualTo(story);
      assertThat(story.getLast())
          .as("seed %d", seed)
          .doesNotContain("AssertionError", "InvalidStateException");
      assertRulesHold(seed, story, policy.equals("fifo"));
      story.forEach(line -> hooks.merge(line.split(" ")[0], 1, Integer::sum));
    }
    if (SEEDS >= 300) {
      assertThat(hooks)
          .as("what the programs did")
          .containsKeys("taskCancelled", "handleCancelled", "awaitedDone", "timerSet", "entered");
    }
  }

  /**
   * Handles run once, in the order in which they were enqueued if that is the policy; one slice at
   * a time; a task that is done stays so.
   */
  private static void assertRulesHold(long seed, List<String> story, boolean fifo) {
    java.util.ArrayDeque<String> queue = new java.util.ArrayDeque<>();
    Set<String> withdrawn = new HashSet<>();
    Set<String> done = new HashSet<>();
    String slice = null;
    for (String line : story) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "stepEnqueued", "callbackEnqueued" -> queue.add(words[1]);
        case "handleCancelled" -> withdrawn.add(words[1]);
        case "resumed", "callbackStarted" -> {
          assertThat(slice).as("seed %d: %s", seed, line).isNull();
          boolean step = words[0].equals("resumed");
          slice = step ? words[2] : words[1];
          assertThat(step && done.contains(slice)).as("seed %d: %s", seed, line).isFalse();
          while (withdrawn.contains(queue.peek())) {
            queue.remove();
          }
          assertThat(fifo ? queue.peek() : words[1])
              .as("seed %d: %s", seed, line)
              .isEqualTo(words[1]);
          assertThat(queue.remove(words[1])).as("seed %d: %s", seed, line).isTrue();
        }
        case "paused", "taskDone", "callbackReturned" -> {
          assertThat(slice).as("seed %d: %s", seed, line).isEqualTo(words[1]);
          slice = null;
          if (words[0].equals("taskDone")) {
            assertThat(done.add(words[1])).as("seed %d: %s", seed, line).isTrue();
          }
        }
        default -> {}
      }
    }
  }
}
