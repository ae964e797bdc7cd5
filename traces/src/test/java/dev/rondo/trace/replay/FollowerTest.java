package dev.rondo.trace.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.LoopSetup;
import dev.rondo.trace.Outcome;
import dev.rondo.trace.Phase;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.Why;
import dev.rondo.trace.replay.Divergence.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is said of a run that does otherwise at each place of one recording, also where a loop that
 * is directed would have done otherwise before.
 */
class FollowerTest {
  private static final String RECORDING =
      """
      {"ev":"trace","version":1,"program":"p","clock":"virtual"}
      {"seq":1,"t":0,"loop":1,"ev":"task","task":1,"name":"main","coro":"main"}
      {"seq":2,"t":0,"loop":1,"ev":"enqueue","handle":1,"task":1,"why":"start"}
      {"seq":3,"t":0,"loop":1,"ev":"loop","state":"running","policy":"random","seed":7}
      {"seq":4,"t":0,"loop":1,"ev":"resume","handle":1,"task":1}
      {"seq":5,"t":0,"loop":1,"ev":"pause","task":1,"what":"yield"}
      {"seq":6,"t":0,"loop":1,"ev":"enqueue","handle":2,"task":1,"why":"yield"}
      {"seq":7,"t":0,"loop":1,"ev":"resume","handle":2,"task":1}
      {"seq":8,"t":0,"loop":1,"ev":"done","task":1,"outcome":"returned"}
      {"seq":9,"t":0,"loop":1,"ev":"loop","state":"closed"}
      {"ev":"end","events":9,"lost":0}
      """;

  /** The same run, under other numbers. */
  private static final List<TraceEvent> SAME =
      List.of(
          new TraceEvent.TaskCreated(1, 0, 1, 21, "main", "main", 0, "Other.java:3"),
          new TraceEvent.Enqueue(2, 0, 1, 31, 21, null, Why.START, 0),
          new TraceEvent.LoopState(
              3, 0, 1, Phase.RUNNING, "thread", null, new LoopSetup(null, "random", 7L)),
          new TraceEvent.Resume(4, 0, 1, 31, 21, false),
          new TraceEvent.Pause(5, 0, 1, 21, 0, "yield", List.of()),
          new TraceEvent.Enqueue(6, 0, 1, 32, 21, null, Why.YIELD, 0),
          new TraceEvent.Resume(7, 0, 1, 32, 21, false),
          new TraceEvent.Done(8, 0, 1, 21, 0, Outcome.RETURNED, null),
          new TraceEvent.LoopState(9, 0, 1, Phase.CLOSED, null, null));

  @TempDir Path folder;
  private Path recording;

  @BeforeEach
  void write() throws IOException {
    recording = Files.writeString(folder.resolve("a.jsonl"), RECORDING);
  }

  /** Does the same up to there, and then something else. */
  private Divergence parts(int seq, TraceEvent other) {
    try (Follower follower = new Follower(recording, 1, true)) {
      SAME.subList(0, seq - 1).forEach(event -> follower.follow(event, 0));
      assertThat(follower.divergence()).isNull();
      follower.follow(other, 0);
      Divergence found = follower.divergence();
      assertThat(found).isNotNull();
      assertThat(found.seq()).isEqualTo(Math.min(seq, SAME.size()));
      assertThat(found.actualSeq()).isEqualTo(other.seq());
      assertThat(found.actual()).isEqualTo(other);
      return found;
    }
  }

  private void parts(int seq, TraceEvent other, Kind kind, String aspect) {
    Divergence found = parts(seq, other);
    assertThat(found.kind()).isEqualTo(kind);
    assertThat(found.aspect()).isEqualTo(aspect);
  }

  @Test
  void otherNumbersThreadsAndLinesAreTheSame() {
    try (Follower follower = new Follower(recording, 1, true)) {
      SAME.forEach(event -> assertThat(follower.follow(event, 0)).isNotNull());
      follower.over();
      assertThat(follower.divergence()).isNull();
    }
  }

  @Test
  void anotherEntry() {
    parts(4, new TraceEvent.Callback(4, 0, 1, 33, "cb", 0), Kind.OTHER_ENTRY, "");
    parts(7, new TraceEvent.Resume(7, 0, 1, 33, 22, false), Kind.OTHER_ENTRY, "task");
    parts(7, new TraceEvent.Resume(7, 0, 1, 33, 21, false), Kind.OTHER_ENTRY, "handle");
  }

  @Test
  void anotherCause() {
    TraceEvent done = new TraceEvent.Enqueue(6, 0, 1, 32, 21, null, Why.DONE, 0);
    parts(6, done, Kind.OTHER_CAUSE, "why");
    TraceEvent of = new TraceEvent.Enqueue(6, 0, 1, 32, 21, null, Why.YIELD, 40);
    parts(6, of, Kind.OTHER_CAUSE, "of");
  }

  @Test
  void anotherWait() {
    TraceEvent other = new TraceEvent.Pause(5, 0, 1, 21, 40, "lock", List.of());
    parts(5, other, Kind.OTHER_WAIT, "what");
    TraceEvent on = new TraceEvent.Pause(5, 0, 1, 21, 40, "yield", List.of());
    parts(5, on, Kind.OTHER_WAIT, "on");
  }

  @Test
  void anotherOutcome() {
    TraceEvent raised = new TraceEvent.Done(8, 0, 1, 21, 0, Outcome.RAISED, "E: x");
    parts(8, raised, Kind.OTHER_OUTCOME, "outcome");
    TraceEvent error = new TraceEvent.Done(8, 0, 1, 21, 0, Outcome.RETURNED, "E: x");
    parts(8, error, Kind.OTHER_OUTCOME, "error");
  }

  @Test
  void anotherSetupOfTheLoop() {
    LoopSetup seed = new LoopSetup(null, "random", 8L);
    parts(
        3,
        new TraceEvent.LoopState(3, 0, 1, Phase.RUNNING, null, null, seed),
        Kind.OTHER_CONTENT,
        "seed");
    parts(
        3,
        new TraceEvent.LoopState(3, 0, 1, Phase.RUNNING, null, null),
        Kind.OTHER_CONTENT,
        "policy");
  }

  @Test
  void moreAndLess() {
    TraceEvent mark = new TraceEvent.Mark(5, 0, 1, 21, "m", java.util.Map.of());
    parts(5, mark, Kind.EXTRA, "");
    parts(10, new TraceEvent.Mark(10, 0, 1, 0, "m", java.util.Map.of()), Kind.EXTRA, "");
    parts(5, new TraceEvent.Done(5, 0, 1, 21, 0, Outcome.RETURNED, null), Kind.ENDED_EARLY, "");
    parts(4, new TraceEvent.LoopState(4, 0, 1, Phase.CLOSED, null, null), Kind.ENDED_EARLY, "");
    parts(3, new TraceEvent.Resume(3, 0, 1, 31, 21, false), Kind.MISSING, "");
  }

  @Test
  void whatIsOverTooEarly() {
    try (Follower follower = new Follower(recording, 1, true)) {
      SAME.subList(0, 5).forEach(event -> follower.follow(event, 0));
      follower.over();
      assertThat(follower.divergence().kind()).isEqualTo(Kind.NOT_USED_UP);
      assertThat(follower.divergence().seq()).isEqualTo(6);
      assertThat(follower.divergence().actual()).isNull();
    }
  }

  @Test
  void everyKindHasAWordThatLeadsBackToIt() {
    for (Kind kind : Kind.values()) {
      assertThat(Kind.of(kind.text())).isEqualTo(kind);
      assertThat(kind.sentence()).isNotEmpty();
    }
  }
}
