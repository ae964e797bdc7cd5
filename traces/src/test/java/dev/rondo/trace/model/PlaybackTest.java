package dev.rondo.trace.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.Corpus;
import dev.rondo.trace.TraceEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wherever one goes in a trace, and by whatever way: the state is that of playing it so far. */
class PlaybackTest {

  static Stream<Path> traces() {
    return Stream.concat(
        Corpus.in("asyncio/scripts").stream().limit(25), Corpus.in("golden").stream());
  }

  /** The states of a trace: after 0, 1, 2 … events. */
  private static List<TraceSnapshot> states(Path file) {
    TraceModel model = TraceModel.forgetting(Playback.REMEMBERED);
    List<TraceSnapshot> states = new ArrayList<>();
    states.add(model.snapshot());
    for (TraceEvent event : Corpus.events(file)) {
      model.apply(event);
      states.add(model.snapshot());
    }
    return states;
  }

  @ParameterizedTest
  @MethodSource("traces")
  void forwardsBackwardsAndToAnyPlace(Path file) throws IOException {
    List<TraceSnapshot> states = states(file);
    List<TraceEvent> events = Corpus.events(file);
    Random random = new Random(file.hashCode());
    try (Playback trace = Playback.open("t", file)) {
      for (int n = 0; n < 200; n++) {
        switch (random.nextInt(3)) {
          case 0 -> trace.forward();
          case 1 -> trace.back();
          default -> trace.seek(random.nextInt(states.size() + 2), _ -> true);
        }
        int at = (int) trace.position();
        assertThat(trace.model().snapshot()).isEqualTo(states.get(at));
        assertThat(trace.event()).isEqualTo(at == 0 ? null : events.get(at - 1));
        assertThat(trace.line()).isEqualTo(at + 1);
      }
      trace.seek(Long.MAX_VALUE, _ -> true);
      assertThat(trace.size()).isEqualTo(events.size());
      assertThat(trace.position()).isEqualTo(events.size());
    }
  }

  /** A task that yields for ever, and tasks that come and go. */
  private static Path longTrace(Path folder, int rounds) throws IOException {
    StringBuilder text = new StringBuilder(Corpus.HEADER);
    List<String> lines = new ArrayList<>();
    lines.add("'ev':'task','task':1,'name':'main','coro':'main'");
    lines.add("'ev':'enqueue','handle':1,'task':1,'why':'start'");
    for (int i = 1; i <= rounds; i++) {
      int child = i + 1;
      lines.add("'ev':'resume','handle':%d,'task':1".formatted(2 * i - 1));
      lines.add("'ev':'task','task':%d,'name':'t%d','coro':'t','parent':1".formatted(child, child));
      lines.add("'ev':'enqueue','handle':%d,'task':%d,'why':'start'".formatted(2 * i, child));
      lines.add("'ev':'pause','task':1,'what':'yield'");
      lines.add("'ev':'enqueue','handle':%d,'task':1,'why':'yield'".formatted(2 * i + 1));
      lines.add("'ev':'resume','handle':%d,'task':%d".formatted(2 * i, child));
      lines.add("'ev':'done','task':%d,'outcome':'returned'".formatted(child));
    }
    for (int i = 0; i < lines.size(); i++) {
      text.append("{\"seq\":%d,\"t\":%d,\"loop\":1,".formatted(i + 1, i));
      text.append(lines.get(i).replace('\'', '"')).append("}\n");
    }
    text.append("{\"ev\":\"end\",\"events\":%d,\"lost\":0}\n".formatted(lines.size()));
    return Files.writeString(folder.resolve("long.jsonl"), text);
  }

  @Test
  void aLongTraceIsKeptInPlacesOnly(@TempDir Path folder) throws IOException {
    Path file = longTrace(folder, 3000);
    List<TraceSnapshot> states = states(file);
    Random random = new Random(1);
    for (long budget : new long[] {1_000_000, 2_000, 0}) {
      try (Playback trace = Playback.open("t", file, budget)) {
        trace.seek(Long.MAX_VALUE, _ -> true);
        assertThat(trace.size()).isEqualTo(3000 * 7 + 2);
        for (int n = 0; n < 60; n++) {
          trace.seek(random.nextInt(states.size()), _ -> true);
          trace.back();
          trace.back();
          assertThat(trace.model().snapshot()).isEqualTo(states.get((int) trace.position()));
        }
        assertThat(trace.models().containsKey(0L)).isTrue();
        assertThat(trace.models().size()).isLessThan(budget < 1_000_000 ? 15 : 25);
      }
    }
  }

  @Test
  void whatIsDoneIsForgottenButForTheLatest(@TempDir Path folder) throws IOException {
    try (Playback trace = Playback.open("t", longTrace(folder, 1000))) {
      trace.seek(Long.MAX_VALUE, _ -> true);
      LoopSnapshot loop = trace.model().snapshot().loops().getFirst();
      assertThat(loop.tasks()).hasSize(Playback.REMEMBERED + 1);
      assertThat(loop.counts().tasks()).isEqualTo(1001);
      assertThat(loop.tasks().getLast().name()).isEqualTo("t1001");
    }
  }

  private static Function<TraceModel, Playback.Search> kind(String kind) {
    return _ -> (event, _) -> event.ev().equals(kind);
  }

  @Test
  void searchesGoBothWays(@TempDir Path folder) throws IOException {
    Path file = longTrace(folder, 1000);
    List<TraceEvent> events = Corpus.events(file);
    try (Playback trace = Playback.open("t", file)) {
      assertThat(trace.next(kind("done"), _ -> true)).isTrue();
      assertThat(trace.position()).isEqualTo(9);
      assertThat(trace.previous(kind("done"), _ -> true)).isFalse();
      assertThat(trace.position()).isEqualTo(9);
      assertThat(trace.next(kind("mark"), _ -> true)).isFalse();
      assertThat(trace.position()).isEqualTo(9);
      trace.seek(5000, _ -> true);
      assertThat(trace.previous(kind("task"), _ -> true)).isTrue();
      long expected = 4999;
      while (!(events.get((int) expected - 1) instanceof TraceEvent.TaskCreated)) {
        expected--;
      }
      assertThat(trace.position()).isEqualTo(expected);
      trace.seek(Long.MAX_VALUE, _ -> true);
      Function<TraceModel, Playback.Search> first =
          _ -> (event, _) -> event instanceof TraceEvent.TaskCreated t && t.task() == 1;
      assertThat(trace.previous(first, _ -> true)).isTrue();
      assertThat(trace.position()).isEqualTo(1);
      assertThat(trace.model().snapshot().loops().getFirst().tasks()).hasSize(1);
    }
  }

  @Test
  void aSearchCanBeStopped(@TempDir Path folder) throws IOException {
    try (Playback trace = Playback.open("t", longTrace(folder, 1000))) {
      trace.seek(10, _ -> true);
      assertThat(trace.next(kind("mark"), _ -> false)).isFalse();
      assertThat(trace.seek(Long.MAX_VALUE, _ -> false)).isFalse();
      assertThat(trace.position()).isEqualTo(10);
      assertThat(trace.size()).isEqualTo(-1);
    }
  }

  @Test
  void aTraceThatBreaksOffSaysWhere(@TempDir Path folder) throws IOException {
    List<String> lines = Files.readAllLines(longTrace(folder, 1000));
    Path cut = folder.resolve("cut.jsonl");
    String begin = String.join("\n", lines.subList(0, 3001)) + "\n";
    Files.writeString(cut, begin + "{\"seq\":");
    try (Playback trace = Playback.open("t", cut)) {
      trace.seek(Long.MAX_VALUE, _ -> true);
      assertThat(trace.size()).isEqualTo(3000);
      assertThat(trace.cutOff().line()).isEqualTo(3002);
      assertThat(trace.cutOff().offset()).isEqualTo(begin.length());
    }
  }
}
