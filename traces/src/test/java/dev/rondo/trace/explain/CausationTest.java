package dev.rondo.trace.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.Corpus;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.model.Slice;
import dev.rondo.trace.model.TraceModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CausationTest {

  /** What led to the last of these events, by number. */
  private static List<Long> chain(String... lines) {
    Causation causation = new Causation();
    Corpus.loop(lines).forEach(causation::apply);
    Chain chain = causation.chain(1, 100);
    assertThat(chain).isNotNull();
    assertThat(chain.skipped()).isZero();
    return chain.latest();
  }

  private static List<Long> seqs(long... seqs) {
    return LongStream.of(seqs).boxed().toList();
  }

  private static final String CREATED = "'ev':'task','task':%d,'name':'%s','coro':'c','parent':%d}";

  private static String task(long id, String name, long parent) {
    return parent == 0
        ? "'ev':'task','task':%d,'name':'%s','coro':'c'".formatted(id, name)
        : CREATED.formatted(id, name, parent).replace("}", "");
  }

  private static String enqueue(long handle, String target, String why) {
    return "'ev':'enqueue','handle':%d,%s,'why':%s".formatted(handle, target, why);
  }

  private static String resume(long handle, long task) {
    return "'ev':'resume','handle':%d,'task':%d".formatted(handle, task);
  }

  private static String pause(long task, long on) {
    return on == 0
        ? "'ev':'pause','task':%d,'what':'yield'".formatted(task)
        : "'ev':'pause','task':%d,'on':%d,'what':'future'".formatted(task, on);
  }

  @Test
  void aTaskIsCreatedQueuedRunAndWakesItsCreator() {
    assertThat(
            chain(
                task(1, "main", 0),
                enqueue(1, "'task':1", "'start'"),
                resume(1, 1),
                task(2, "child", 1),
                enqueue(2, "'task':2", "'start'"),
                pause(1, 2),
                resume(2, 2),
                "'ev':'done','task':2,'outcome':'returned'",
                enqueue(3, "'task':1", "'done','of':2"),
                resume(3, 1)))
        .isEqualTo(seqs(10, 9, 8, 7, 5, 4, 3, 2, 1));
  }

  @Test
  void aTimerLeadsBackToWhereItWasSet() {
    assertThat(
            chain(
                task(1, "main", 0),
                enqueue(1, "'task':1", "'start'"),
                resume(1, 1),
                "'ev':'timer','handle':2,'delay':5,'callback':'wake'",
                pause(1, 9),
                enqueue(2, "'callback':'wake'", "'timer'"),
                "'ev':'callback','handle':2,'name':'wake'",
                enqueue(3, "'task':1", "'done','of':9")))
        .isEqualTo(seqs(8, 7, 6, 4, 3, 2, 1));
  }

  @Test
  void whoeverCancelsIsInTheChain() {
    assertThat(
            chain(
                task(1, "main", 0),
                enqueue(1, "'task':1", "'start'"),
                resume(1, 1),
                task(2, "child", 1),
                enqueue(2, "'task':2", "'start'"),
                pause(1, 0),
                enqueue(3, "'task':1", "'yield'"),
                resume(2, 2),
                pause(2, 9),
                resume(3, 1),
                "'ev':'cancel','task':2,'by':1",
                "'ev':'cancel','future':9,'by':1",
                enqueue(4, "'task':2", "'done','of':9")))
        .isEqualTo(seqs(13, 11, 10, 7, 6, 3, 2, 1));
  }

  @Test
  void anEagerStepComesFromItsCreatorsSlice() {
    assertThat(
            chain(
                task(1, "main", 0),
                enqueue(1, "'task':1", "'start'"),
                resume(1, 1),
                task(2, "child", 1),
                "'ev':'resume','task':2,'eager':true",
                pause(2, 0),
                enqueue(2, "'task':2", "'yield'"),
                enqueue(3, "'callback':'f'", "'soon'")))
        .as("what comes after the step is its creator's doing again")
        .isEqualTo(seqs(8, 3, 2, 1));
  }

  @Test
  void inputsAndTheProgramAroundTheLoopAreRoots() {
    assertThat(chain(enqueue(1, "'callback':'f'", "'thread'"))).isEqualTo(seqs(1));
    assertThat(chain(enqueue(1, "'callback':'f'", "'soon'"))).isEqualTo(seqs(1));
    assertThat(root(enqueue(1, "'callback':'f'", "'thread'"))).isEqualTo(Root.THREAD);
    assertThat(root(enqueue(1, "'callback':'f'", "'io'"))).isEqualTo(Root.CHANNEL);
    assertThat(root(enqueue(1, "'callback':'f'", "'soon'"))).isEqualTo(Root.PROGRAM);
    assertThat(root(task(1, "main", 0))).isEqualTo(Root.PROGRAM);
    assertThat(root(task(2, "child", 1))).as("its creator is not there").isEqualTo(Root.UNTOLD);
    assertThat(root(resume(1, 1))).isEqualTo(Root.UNTOLD);
  }

  private static Root root(String... lines) {
    Explanation told = Explanation.of(Corpus.loop(lines), 1, lines.length, 10);
    return told.root();
  }

  @Test
  void theMiddleOfALongChainIsLeftOut() {
    List<String> lines = new ArrayList<>(List.of(task(1, "t", 0)));
    lines.add(enqueue(1, "'task':1", "'start'"));
    for (int i = 1; i <= 100; i++) {
      lines.add(resume(i, 1));
      lines.add(pause(1, 0));
      lines.add(enqueue(i + 1, "'task':1", "'yield'"));
    }
    Causation causation = new Causation();
    Corpus.loop(lines.toArray(String[]::new)).forEach(causation::apply);
    assertThat(causation.chain(1, 2)).isEqualTo(new Chain(1, seqs(302, 301), 298, seqs(2, 1)));
    assertThat(causation.chain(1, 151)).isEqualTo(causation.chain(1, 1000));
    assertThat(causation.chain(1, 151).skipped()).isZero();
  }

  @Test
  void aTaskThatIsDoneCanBeAskedAboutIfItIsKept() {
    String[] lines = {
      task(1, "main", 0),
      enqueue(1, "'task':1", "'start'"),
      resume(1, 1),
      "'ev':'done','task':1,'outcome':'returned'"
    };
    Causation kept = new Causation(task -> task.name().equals("main"));
    Causation others = new Causation();
    Corpus.loop(lines)
        .forEach(event -> {
          kept.apply(event);
          others.apply(event);
        });
    assertThat(kept.chainOfTask(1, 1, 9).latest()).isEqualTo(seqs(4, 3, 2, 1));
    assertThat(others.chainOfTask(1, 1, 9)).isNull();
    assertThat(kept.chainOfTask(2, 1, 9)).isNull();
  }

  @Test
  void anExplanationIsInSentences() {
    List<TraceEvent> events =
        Corpus.loop(
            task(1, "main", 0),
            enqueue(1, "'task':1", "'start'"),
            resume(1, 1),
            task(2, "child", 1));
    assertThat(Explanation.of(events, 1, 4, 10).sentences())
        .containsExactly(
            "main creates task child (coroutine c)",
            "main gets control",
            "main is put in the ready queue for its first step",
            "task main (coroutine c) is created");
    assertThat(Explanation.of(events, 1, 5, 10)).isNull();
    assertThat(Explanation.of(events, 2, 1, 10)).isNull();
  }

  static List<Path> traces() {
    return Corpus.asyncio();
  }

  /** On every trace of CPython: causes lie before effects, and are those that the model tells. */
  @ParameterizedTest
  @MethodSource("traces")
  void causesAreThoseOfTheModel(Path file) {
    Map<Long, Slice> slices = new HashMap<>();
    TraceModel model = new TraceModel(slice -> slices.put(slice.begin(), slice));
    List<TraceEvent> events = Corpus.events(file);
    events.forEach(model::apply);
    Causation causation = new Causation();
    Set<Long> seen = new HashSet<>();
    for (TraceEvent event : events) {
      causation.apply(event);
      seen.add(event.seq());
      List<Long> chain = causation.chain(1, 10_000).latest();
      assertThat(chain.getFirst()).isEqualTo(event.seq());
      assertThat(seen).containsAll(chain);
      assertThat(chain).isSortedAccordingTo((a, b) -> Long.compare(b, a)).doesNotHaveDuplicates();
      Slice slice = slices.get(event.seq());
      if (slice != null && slice.cause() != null && !slice.eager()) {
        assertThat(chain.get(1)).isEqualTo(slice.cause().seq());
      }
      if (slice != null && slice.cause() != null && slice.cause().slice() != 0) {
        assertThat(chain).contains(slice.cause().slice());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("broken")
  void brokenTracesAreTakenAsTheyAre(Path file) {
    List<TraceEvent> events = Corpus.events(file);
    for (TraceEvent event : events) {
      if (event.loop() > 0) {
        Explanation told = Explanation.of(events, event.loop(), event.seq(), 3);
        assertThat(told.links()).isNotEmpty();
      }
    }
  }

  static List<Path> broken() {
    return Corpus.in("broken");
  }
}
