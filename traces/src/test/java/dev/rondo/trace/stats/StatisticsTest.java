package dev.rondo.trace.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.Corpus;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.explain.Retimed;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.Summarizer;
import dev.rondo.trace.model.TaskSnapshot;
import dev.rondo.trace.model.TraceModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatisticsTest {
  private static final int ALL = Integer.MAX_VALUE;

  private static Statistics of(List<TraceEvent> events, int most) {
    StatisticsCollector collector = new StatisticsCollector("t", most);
    events.forEach(collector::apply);
    return collector.finish();
  }

  /** Each event comes 10 ns after the one before. */
  private static Statistics of(String... lines) {
    return of(Corpus.loop(lines), ALL);
  }

  /** Two entries, the second of which runs first: it is a turn of its own under pct alone. */
  @Test
  void underPctEachTurnIsOneEntry() {
    String entries =
        """
        {"seq":2,"t":10,"loop":1,"ev":"enqueue","handle":1,"callback":"f","why":"soon"}
        {"seq":3,"t":10,"loop":1,"ev":"enqueue","handle":2,"callback":"g","why":"soon"}
        {"seq":4,"t":10,"loop":1,"ev":"callback","handle":2,"name":"g"}
        {"seq":5,"t":20,"loop":1,"ev":"return","handle":2}
        {"seq":6,"t":30,"loop":1,"ev":"callback","handle":1,"name":"f"}
        {"seq":7,"t":50,"loop":1,"ev":"return","handle":1}
        """;
    String pct = ",\"policy\":\"pct:depth=3,steps=100\",\"seed\":1";
    String header = "{\"ev\":\"trace\",\"version\":1,\"program\":\"t\",\"clock\":\"virtual\"%s}\n";
    String loop = "{\"seq\":1,\"t\":0,\"loop\":1,\"ev\":\"loop\",\"state\":\"running\"%s}\n";
    String fifo = ",\"policy\":\"fifo\"";
    assertTurns(header.formatted("") + loop.formatted("") + entries, Distribution.of(40));
    assertTurns(header.formatted(pct) + loop.formatted("") + entries, Distribution.of(10, 20));
    assertTurns(header.formatted("") + loop.formatted(pct) + entries, Distribution.of(10, 20));
    assertTurns(header.formatted(pct) + loop.formatted(fifo) + entries, Distribution.of(40));
  }

  private static void assertTurns(String trace, Distribution expected) {
    TraceReader reader = Corpus.reader(trace);
    StatisticsCollector collector = new StatisticsCollector("t", 0).under(reader.header());
    Summarizer sums = new Summarizer().under(reader.header());
    TraceModel model = new TraceModel().under(reader.header());
    for (TraceEvent event : Corpus.events(reader)) {
      collector.apply(event);
      sums.apply(event);
      model.apply(event);
    }
    assertThat(collector.finish().turns()).isEqualTo(expected);
    assertThat(sums.summary().loops().getFirst().turns()).isEqualTo(expected.count());
    assertThat(model.loop(1).turn()).isEqualTo(expected.count());
    assertThat(model.copy().loop(1).turn()).isEqualTo(expected.count());
  }

  @Test
  void timesOfTasksCallbacksAndTurns() {
    Statistics statistics =
        of(
            "'ev':'task','task':1,'name':'main','coro':'m','at':'M.java:1'",
            "'ev':'enqueue','handle':1,'task':1,'why':'start'", // 10
            "'ev':'enqueue','handle':2,'callback':'f','why':'soon'", // 20
            "'ev':'resume','handle':1,'task':1", // 30
            "'ev':'task','task':2,'name':'Task-2','coro':'e','parent':1", // 40
            "'ev':'resume','task':2,'eager':true", // 50
            "'ev':'done','task':2,'outcome':'returned'", // 60
            "'ev':'pause','task':1,'on':7,'what':'future'", // 70
            "'ev':'callback','handle':2,'name':'f'", // 80
            "'ev':'enqueue','handle':3,'task':1,'why':'done','of':7", // 90
            "'ev':'return','handle':2", // 100
            "'ev':'resume','handle':3,'task':1", // 110
            "'ev':'done','task':1,'outcome':'returned'"); // 120
    assertThat(statistics.loops()).isEqualTo(1);
    assertThat(statistics.events()).isEqualTo(13);
    assertThat(statistics.coroutines())
        .isEqualTo(
            Map.of(
                "m", new Group(1, run(30, 10), Distribution.of(20, 20), Distribution.of(20)),
                "e", new Group(1, run(10), Distribution.EMPTY, Distribution.EMPTY)));
    assertThat(statistics.sites()).containsOnlyKeys("M.java:1");
    assertThat(statistics.callbacks())
        .isEqualTo(Map.of("f", new Group(0, run(20), Distribution.of(60), Distribution.EMPTY)));
    assertThat(statistics.all().tasks()).isEqualTo(2);
    assertThat(statistics.all().run()).isEqualTo(run(30, 10, 10, 20));
    assertThat(statistics.turns()).isEqualTo(Distribution.of(70, 10));
    assertThat(statistics.entries()).isEqualTo(Distribution.of(2, 1));
    assertThat(statistics.tasks().by(Measure.RUN))
        .containsExactly(
            new TaskTotals("t", 1, 1, "main", "m", "M.java:1", 2, 40, 40, 20, 30, true),
            new TaskTotals("t", 1, 2, "Task-2 e", "e", null, 1, 10, 0, 0, 10, true));
    assertThat(statistics.tasks().by(Measure.SUSPENDED)).hasSize(1);
  }

  private static Distribution run(long... ns) {
    return Distribution.of(ns);
  }

  @Test
  void whatHasNotEndedIsCountedUpToTheEnd() {
    Statistics statistics =
        of(
            "'ev':'task','task':1,'name':'runs','coro':'a'",
            "'ev':'task','task':2,'name':'waits','coro':'b'",
            "'ev':'enqueue','handle':1,'task':1,'why':'start'", // 20
            "'ev':'enqueue','handle':2,'task':2,'why':'start'", // 30
            "'ev':'resume','handle':1,'task':1", // 40
            "'ev':'mark','name':'last'"); // 50
    assertThat(statistics.coroutines().get("a").run()).isEqualTo(run(10));
    assertThat(statistics.coroutines().get("b").ready()).isEqualTo(Distribution.of(20));
    assertThat(statistics.turns()).isEqualTo(Distribution.of(10));
    assertThat(statistics.tasks().by(Measure.READY)).noneMatch(TaskTotals::done);
  }

  @Test
  void ofNothingThereIsNothing() {
    Statistics nothing = of();
    assertThat(nothing.all()).isEqualTo(new Group(0, run(), run(), run()));
    assertThat(nothing.merge(nothing)).isEqualTo(nothing);
  }

  static List<Path> traces() {
    return Corpus.asyncio();
  }

  /** On every trace of CPython: the sums are those that the model has of each task. */
  @ParameterizedTest
  @MethodSource("traces")
  void theSumsAreThoseOfTheModel(Path file) {
    List<TraceEvent> events = Retimed.events(file);
    TraceModel model = new TraceModel();
    events.forEach(model::apply);
    LoopModel loop = model.loops().getFirst();
    Statistics statistics = of(events, ALL);
    assertThat(statistics.all().tasks()).isEqualTo(loop.counts().tasks());
    assertThat(statistics.all().run().count()).isEqualTo(loop.counts().slices());
    assertThat(statistics.entries().total()).isEqualTo(loop.counts().slices() - eager(events));
    for (TaskTotals task : statistics.tasks().by(Measure.RUN)) {
      TaskSnapshot snapshot = loop.taskAt(task.task());
      assertThat(task.run()).isEqualTo(snapshot.times().run());
      assertThat(task.ready()).isEqualTo(snapshot.times().ready());
      assertThat(task.slices()).isEqualTo(snapshot.times().slices());
      assertThat(task.longest()).isEqualTo(snapshot.times().longest());
      assertThat(task.suspended()).isLessThanOrEqualTo(snapshot.times().suspended());
    }
  }

  private static long eager(List<TraceEvent> events) {
    return events.stream().filter(e -> e instanceof TraceEvent.Resume r && r.eager()).count();
  }

  /**
   * The whole corpus as the loops of one trace, in one pass; and dealt out to several collectors,
   * trace by trace, merged in any order.
   */
  @Test
  void partsMergeIntoTheWhole() {
    List<List<TraceEvent>> loops = new ArrayList<>();
    for (Path file : Corpus.asyncio()) {
      loops.add(Retimed.events(file, loops.size() + 1));
    }
    Statistics whole = of(loops.stream().flatMap(List::stream).toList(), 10);
    Random random = new Random(1);
    for (int round = 0; round < 3; round++) {
      List<Statistics> parts = new ArrayList<>();
      Collections.shuffle(loops, random);
      for (int from = 0; from < loops.size(); ) {
        int to = Math.min(loops.size(), from + 1 + random.nextInt(100));
        parts.add(of(loops.subList(from, to).stream().flatMap(List::stream).toList(), 10));
        from = to;
      }
      assertThat(parts.stream().reduce(Statistics::merge)).contains(whole);
    }
  }

  /** Stretches of a trace, cut anywhere, merge into the statistics of all of it. */
  @ParameterizedTest
  @MethodSource("traces")
  void stretchesMergeIntoTheWhole(Path file) {
    List<TraceEvent> events = Retimed.events(file);
    Random random = new Random(events.size());
    StatisticsCollector collector = new StatisticsCollector("t", 3);
    Statistics merged = of(List.of(), 3);
    for (TraceEvent event : events) {
      collector.apply(event);
      if (random.nextInt(20) == 0) {
        merged = collector.stretch().merge(merged);
      }
    }
    assertThat(merged.merge(collector.finish())).isEqualTo(of(events, 3));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void brokenTracesAreTakenAsTheyAre(Path file) {
    List<TraceEvent> events = Corpus.events(file);
    assertThat(of(events, 1).events()).isEqualTo(events.size());
  }

  static List<Path> broken() {
    return Corpus.in("broken");
  }
}
