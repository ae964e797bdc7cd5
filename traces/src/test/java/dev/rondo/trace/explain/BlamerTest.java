package dev.rondo.trace.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.Corpus;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.explain.Blame.Culprit;
import dev.rondo.trace.explain.Blame.Kind;
import dev.rondo.trace.explain.Blame.Runner;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.TraceModel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlamerTest {

  /** Each event comes 10 ns after the one before. */
  private static Blame blame(String task, String... lines) {
    Blamer blamer = new Blamer(created -> created.name().equals(task), 2);
    Corpus.loop(lines).forEach(blamer::apply);
    return blamer.blame();
  }

  private static final String[] GREEDY = {
    "'ev':'task','task':1,'name':'greedy','coro':'g'",
    "'ev':'task','task':2,'name':'Task-2','coro':'polite'",
    "'ev':'task','task':3,'name':'victim','coro':'v'",
    "'ev':'enqueue','handle':1,'task':1,'why':'start'",
    "'ev':'enqueue','handle':2,'task':3,'why':'start'", // ready at 40
    "'ev':'resume','handle':1,'task':1", // 50
    "'ev':'task','task':4,'name':'eager','coro':'e','parent':1",
    "'ev':'resume','task':4,'eager':true", // 70
    "'ev':'done','task':4,'outcome':'returned'", // 80
    "'ev':'done','task':1,'outcome':'returned'", // 90
    "'ev':'resume','handle':2,'task':3", // 100
    "'ev':'enqueue','handle':3,'task':2,'why':'start'",
    "'ev':'pause','task':3,'what':'yield'", // 120
    "'ev':'enqueue','handle':4,'task':3,'why':'yield'", // ready at 130
    "'ev':'resume','handle':3,'task':2", // 140
    "'ev':'idle','ns':1", // 150
  };

  @Test
  void theTimeOfAWaitIsSharedOutToWhatRan() {
    Blame blame = blame("victim", GREEDY);
    assertThat(blame.tasks()).isEqualTo(1);
    assertThat(blame.waits()).isEqualTo(2);
    assertThat(blame.waited()).isEqualTo(60 + 20);
    assertThat(blame.culprits())
        .containsExactly(
            new Culprit(new Runner(Kind.TASK, "greedy"), 1, 30),
            new Culprit(new Runner(Kind.LOOP, ""), 0, 30),
            new Culprit(new Runner(Kind.TASK, "eager"), 1, 10),
            new Culprit(new Runner(Kind.COROUTINE, "polite"), 1, 10));
    assertThat(blame.worst()).extracting(Blame.Wait::seq).containsExactly(5L, 14L);
    assertThat(blame.worst()).extracting(Blame.Wait::ended).containsExactly(true, false);
    assertThat(blame.worst()).extracting(Blame.Wait::since).containsExactly(40L, 130L);
  }

  @Test
  void aSliceThatRanWhenTheWaitBeganHasItsShare() {
    Blame blame =
        blame(
            "victim",
            "'ev':'task','task':1,'name':'victim','coro':'v'",
            "'ev':'enqueue','handle':1,'callback':'f','why':'soon'",
            "'ev':'callback','handle':1,'name':'f'",
            "'ev':'enqueue','handle':2,'task':1,'why':'start'",
            "'ev':'return','handle':1",
            "'ev':'resume','handle':2,'task':1");
    assertThat(blame.culprits())
        .containsExactly(
            new Culprit(new Runner(Kind.CALLBACK, "f"), 1, 10),
            new Culprit(new Runner(Kind.LOOP, ""), 0, 10));
  }

  @Test
  void whoNeverWaitedHasNobodyToBlame() {
    Blame blame = blame("nobody", GREEDY);
    assertThat(blame).isEqualTo(new Blame(0, 0, 0, List.of(), List.of()));
  }

  static List<Path> traces() {
    return Corpus.asyncio();
  }

  /** On every trace of CPython: what is blamed adds up to what the model says the tasks waited. */
  @ParameterizedTest
  @MethodSource("traces")
  void theSharesAddUp(Path file) {
    Blamer blamer = new Blamer(_ -> true, 1_000_000);
    TraceModel model = new TraceModel();
    for (TraceEvent event : Retimed.events(file)) {
      blamer.apply(event);
      model.apply(event);
    }
    LoopModel loop = model.loops().getFirst();
    Blame blame = blamer.blame();
    assertThat(blame.tasks()).isEqualTo(loop.counts().tasks());
    assertThat(blame.waited())
        .isEqualTo(loop.snapshot().tasks().stream().mapToLong(t -> t.times().ready()).sum());
    assertThat(blame.culprits().stream().mapToLong(Culprit::ns).sum()).isEqualTo(blame.waited());
    assertThat(blame.worst()).hasSize(Math.toIntExact(blame.waits()));
    for (Blame.Wait wait : blame.worst()) {
      assertThat(wait.culprits().stream().mapToLong(Culprit::ns).sum()).isEqualTo(wait.ns());
    }
  }
}
