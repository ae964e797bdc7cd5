package dev.rondo.trace.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.Corpus;
import dev.rondo.trace.Phase;
import dev.rondo.trace.TraceEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TraceModelTest {

  static List<Path> asyncio() {
    return Corpus.asyncio();
  }

  @ParameterizedTest
  @MethodSource("asyncio")
  void everyReferenceTraceFits(Path file) {
    List<Slice> slices = new ArrayList<>();
    TraceModel model = new TraceModel(slices::add);
    for (TraceEvent event : Corpus.events(file)) {
      LoopModel loop = model.apply(event);
      assertThat(Narration.of(event, loop)).isNotBlank();
    }
    LoopSnapshot loop = model.snapshot().loops().getFirst();
    assertThat(model.loop(loop.loop()).oddities()).isZero();
    assertThat(loop.phase()).isEqualTo(Phase.CLOSED);
    assertThat(loop.running()).isEmpty();
    assertThat(slices).hasSize((int) loop.counts().slices());
    assertThat(slices).allSatisfy(slice -> assertThat(slice.cause()).isNotNull());
  }

  private final TraceModel model = new TraceModel();

  private LoopSnapshot at(long seq, List<TraceEvent> events) {
    events.stream().filter(new Position.AtSeq(0, seq)::includes).forEach(model::apply);
    return model.snapshot().loops().getFirst();
  }

  private static final List<TraceEvent> SPAWN =
      Corpus.loop(
          "'ev':'loop','state':'running'",
          "'ev':'task','task':1,'name':'main','coro':'main'",
          "'ev':'enqueue','handle':1,'task':1,'why':'start'",
          "'ev':'resume','handle':1,'task':1",
          "'ev':'task','task':2,'name':'child','coro':'child','parent':1",
          "'ev':'enqueue','handle':2,'task':2,'why':'start'",
          "'ev':'listen','future':2,'callback':'cheer'",
          "'ev':'pause','task':1,'on':2,'what':'task child'",
          "'ev':'resume','handle':2,'task':2",
          "'ev':'timer','handle':3,'delay':50,'callback':'wake'",
          "'ev':'pause','task':2,'on':9,'what':'sleep','chain':['child','nap']",
          "'ev':'enqueue','handle':3,'callback':'wake','why':'timer'",
          "'ev':'callback','handle':3,'name':'wake'",
          "'ev':'enqueue','handle':4,'task':2,'why':'done','of':9",
          "'ev':'return','handle':3",
          "'ev':'resume','handle':4,'task':2",
          "'ev':'done','task':2,'outcome':'raised','error':'Boom'",
          "'ev':'enqueue','handle':5,'callback':'cheer','why':'done','of':2",
          "'ev':'enqueue','handle':6,'task':1,'why':'done','of':2",
          "'ev':'callback','handle':5,'name':'cheer','of':2",
          "'ev':'return','handle':5",
          "'ev':'resume','handle':6,'task':1",
          "'ev':'done','task':1,'outcome':'returned'");

  @Test
  void awaitChainsAndWaitersAreSeenFromBothEnds() {
    LoopSnapshot loop = at(11, SPAWN);
    TaskSnapshot main = loop.tasks().get(0);
    TaskSnapshot child = loop.tasks().get(1);
    assertThat(main.awaits())
        .containsExactly(new AwaitLink(2, "task child", true), new AwaitLink(9, "sleep", false));
    assertThat(child.waiters()).containsExactly(new Waiter(0, "cheer"), new Waiter(1, "main"));
    assertThat(child.state())
        .isEqualTo(new TaskState.Paused(11, 100, 9, "sleep", List.of("child", "nap")));
    assertThat(loop.timers())
        .containsExactly(new PendingTimer(3, "wake", new Cause.TimerSet(10, 90, 140, 9)));
  }

  @Test
  void theReadyQueueTellsWhoFilledItAndWhatTheTurnStillRuns() {
    LoopSnapshot loop = at(20, SPAWN);
    assertThat(loop.running()).singleElement().extracting(Slice::name).isEqualTo("cheer");
    assertThat(loop.ready())
        .singleElement()
        .satisfies(main -> {
          assertThat(main.name()).isEqualTo("main");
          assertThat(main.cause().slice()).as("child's last slice").isEqualTo(16);
          assertThat(main.thisTurn()).isTrue();
        });
    assertThat(loop.turn()).isEqualTo(5);
  }

  @Test
  void timesAddUp() {
    TaskTimes child = at(23, SPAWN).tasks().get(1).times();
    assertThat(child).isEqualTo(new TaskTimes(2, 30, 50, 30, 20));
  }

  @Test
  void theCausesLeadBackToTheRoot() {
    Causes causes = new Causes();
    TraceModel trace = new TraceModel(causes);
    SPAWN.forEach(trace::apply);
    LoopModel loop = trace.loop(1);
    assertThat(causes.chain(loop, 23, 10))
        .extracting(Slice::name)
        .containsExactly("main", "child", "wake", "child", "main");
    assertThat(causes.chain(loop, 19, 10))
        .as("an enqueue after its slice")
        .extracting(Slice::begin)
        .containsExactly(16L, 13L, 9L, 4L);
    assertThat(causes.chainOfTask(loop, 2, 2)).extracting(Slice::begin).containsExactly(16L, 13L);
  }

  /** main starts keen eagerly, which starts keener eagerly and then pauses; main goes on. */
  private static final List<TraceEvent> EAGER =
      Corpus.loop(
          "'ev':'task','task':1,'name':'main','coro':'main'",
          "'ev':'enqueue','handle':1,'task':1,'why':'start'",
          "'ev':'resume','handle':1,'task':1",
          "'ev':'task','task':2,'name':'keen','coro':'keen','parent':1",
          "'ev':'resume','task':2,'eager':true",
          "'ev':'task','task':3,'name':'keener','coro':'keen','parent':2",
          "'ev':'resume','task':3,'eager':true",
          "'ev':'done','task':3,'outcome':'returned'",
          "'ev':'await','task':2,'on':3,'what':'task keener'",
          "'ev':'pause','task':2,'what':'yield'",
          "'ev':'enqueue','handle':2,'task':2,'why':'yield'",
          "'ev':'done','task':1,'outcome':'returned'",
          "'ev':'resume','handle':2,'task':2",
          "'ev':'done','task':2,'outcome':'returned'");

  @Test
  void eagerFirstStepsLieInsideTheirCreatorsSlice() {
    List<Slice> slices = new ArrayList<>();
    TraceModel trace = new TraceModel(slices::add);
    EAGER.forEach(trace::apply);
    assertThat(slices).extracting(Slice::name).containsExactly("keener", "keen", "main", "keen");
    assertThat(slices).extracting(Slice::run).containsExactly(10L, 40L, 40L, 10L);
    assertThat(slices).extracting(Slice::turn).containsExactly(1L, 1L, 1L, 2L);
    assertThat(trace.loop(1).oddities()).isZero();
    assertThat(at(7, EAGER).running())
        .extracting(Slice::name)
        .containsExactly("main", "keen", "keener");
  }

  @Test
  void eagerStepsAreCausedByTheirCreator() {
    Causes causes = new Causes();
    TraceModel trace = new TraceModel(causes);
    EAGER.forEach(trace::apply);
    assertThat(causes.chain(trace.loop(1), 8, 10))
        .extracting(Slice::name)
        .containsExactly("keener", "keen", "main");
    assertThat(causes.chain(trace.loop(1), 14, 10))
        .extracting(Slice::begin)
        .containsExactly(13L, 5L, 3L);
  }

  @Test
  void aCircleOfTasksThatAwaitEachOtherEnds() {
    LoopSnapshot loop =
        at(
            99,
            Corpus.loop(
                "'ev':'task','task':1,'name':'a','coro':'a'",
                "'ev':'task','task':2,'name':'b','coro':'b'",
                "'ev':'resume','handle':1,'task':1",
                "'ev':'pause','task':1,'on':2,'what':'task b'",
                "'ev':'resume','handle':2,'task':2",
                "'ev':'pause','task':2,'on':1,'what':'task a'"));
    assertThat(loop.tasks().getFirst().awaits())
        .containsExactly(new AwaitLink(2, "task b", true), new AwaitLink(1, "task a", true));
  }

  @Test
  void aChainEndsWhereSlicesAreNotKeptAnyMore() {
    Causes causes = new Causes(4);
    TraceModel trace = new TraceModel(causes);
    SPAWN.forEach(trace::apply);
    assertThat(causes.chain(trace.loop(1), 23, 10))
        .extracting(Slice::name)
        .containsExactly("main", "child", "wake");
  }
}
