package dev.rondo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.TraceReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  void the_trace_may_have_any_ending() {
    Path bad = folder.resolve("bad.txt");
    String bug = BUGS.resolve("LostUpdate.java").toString();
    Session.Result result = explore("--policy=random", "-o", bad.toString(), bug).exits(1);
    assertThat(result.err()).isEqualTo("LostUpdate: paid in 20, the account has 10\n");
    try (TraceReader trace = TraceReader.open(bad)) {
      assertThat(trace.header().program()).isEqualTo("LostUpdate");
    }
  }

  /** Seed 4 does not show it, some of the later ones do: the lowest of them is told. */
  @Test
  void however_many_go_on_at_a_time_the_same_is_found() throws Exception {
    String bug = BUGS.resolve("LostUpdate.java").toString();
    List<String> results = new ArrayList<>();
    List<List<String>> traces = new ArrayList<>();
    for (int jobs : List.of(1, 3)) {
      Path bad = folder.resolve("bad.jsonl");
      Session.Result result =
          explore("--policy=random", "--from=4", "--jobs=" + jobs, "-o", bad.toString(), bug);
      results.add(result.exits(1).text().replaceAll("rondo-LostUpdate-\\d+", "GOOD"));
      List<String> lines = Files.readAllLines(bad);
      traces.add(
          lines.subList(1, lines.size()).stream()
              .map(line -> line.replaceAll("\"(t|ns|delay|pid)\":\\d+", ""))
              .toList());
    }
    assertThat(results).containsOnly(results.getFirst());
    assertThat(traces).containsOnly(traces.getFirst());
  }

  @Test
  void pct_takes_its_parameters_and_the_engine_is_chosen() {
    Path bad = folder.resolve("bad.jsonl.gz");
    String bug = BUGS.resolve("CheckThenAct.java").toString();
    Session.Result result =
        explore(
            "--pct-depth=2",
            "--engine=virtual-thread",
            "--clock=virtual",
            "-o",
            bad.toString(),
            bug);
    assertThat(result.exits(1).out())
        .containsPattern(
            "again   rondo run --policy pct:depth=2,steps=\\d+ --seed \\d+ --engine virtual-thread --clock virtual "
                + bug);
    try (TraceReader trace = TraceReader.open(bad)) {
      assertThat(trace.header().policy()).startsWith("pct:depth=2,steps=");
      assertThat(trace.header().engine()).isEqualTo("virtual-thread");
    }
    assertThat(explore("--seeds=1", "--pct-steps=7", "--json", bug).out())
        .contains("\"policy\":\"pct:depth=3,steps=7\"");
  }

  @Test
  void a_program_that_fails_anyhow_is_no_find() throws Exception {
    Path broken =
        Files.writeString(folder.resolve("Broken.java"), "void main() { System.exit(4); }");
    Session.Result result = explore(broken.toString()).exits(3);
    assertThat(result.err())
        .isEqualTo("rondo: the program fails first in, first out, with exit code 4\n");
    Path loopless = Files.writeString(folder.resolve("Loopless.java"), "void main() {}");
    assertThat(explore(loopless.toString()).exits(3).err())
        .isEqualTo("rondo: nothing was recorded: the program made no event loop\n");
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
    assertThat(explore("--jobs=0", "x").exits(2).err())
        .isEqualTo("rondo: --jobs 0: give a number from 1 on\n");
    assertThat(explore("--policy=random", "--pct-depth=2", "x").exits(2).err())
        .isEqualTo("rondo: --pct-depth is for --policy pct\n");
  }
}
