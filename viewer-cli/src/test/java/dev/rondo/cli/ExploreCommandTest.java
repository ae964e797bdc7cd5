package dev.rondo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.TraceReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks for bugs of the examples, in processes of their own. */
class ExploreCommandTest {
  private static final Path BUGS = Path.of("..", "runtime", "examples", "bugs");

  @TempDir Path folder;

  private Session.Result explore(String... args) {
    String[] words = new String[args.length + 1];
    words[0] = "explore";
    System.arraycopy(args, 0, words, 1, args.length);
    return Session.in(folder.resolve("state")).run(words);
  }

  @Test
  void finds_the_seed_and_tells_how_to_go_on() {
    Path bad = folder.resolve("bad.jsonl");
    String bug = BUGS.resolve("LostUpdate.java").toString();
    Session.Result result = explore("--policy=random", "-o", bad.toString(), bug).exits(1);
    assertThat(result.err()).isEqualTo("LostUpdate: paid in 20, the account has 10\n");
    assertThat(result.out())
        .startsWith("found: exit code 1 by random, seed 1\n")
        .contains("again   rondo run --policy random --seed 1 " + bug + "\n")
        .containsPattern("why     rondo diff \\S+ " + bad);
    try (TraceReader trace = TraceReader.open(bad)) {
      assertThat(trace.header().policy()).isEqualTo("random");
      assertThat(trace.header().seed()).isEqualTo(1);
    }
  }

  @Test
  void says_so_where_no_schedule_makes_it_fail() {
    String bug = BUGS.resolve("SleepInsteadOfWait.java").toString();
    Path none = folder.resolve("none.jsonl");
    assertThat(explore("--policy=random", "--seeds=2", "-o", none.toString(), bug).exits(0).out())
        .isEqualTo("nothing found: no failure in 2 schedules of random, from 1 on\n");
    assertThat(none).doesNotExist();
    assertThat(explore("--policy=random", "--seeds=1", "--json", bug).exits(0).out())
        .contains("\"found\":false");
  }

  @Test
  void refuses_what_means_nothing() {
    assertThat(explore("--policy=fifo", "x").exits(2).err())
        .isEqualTo("rondo: --policy 'fifo': choose random or pct\n");
    assertThat(explore("--seeds=0", "x").exits(2).err())
        .isEqualTo("rondo: --seeds 0: give a number from 1 on\n");
  }
}
