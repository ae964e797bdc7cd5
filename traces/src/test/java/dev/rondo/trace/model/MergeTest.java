package dev.rondo.trace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.trace.Corpus;
import dev.rondo.trace.TraceEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sums of the parts of a trace, put together, are those of the whole. */
class MergeTest {

  private static Summary whole(List<TraceEvent> events) {
    Summarizer sums = new Summarizer();
    events.forEach(sums::apply);
    return sums.summary();
  }

  private static Summarizer later(List<TraceEvent> events) {
    Summarizer sums = Summarizer.ofLaterPart();
    events.forEach(sums::apply);
    return sums;
  }

  @Test
  void cutAtEveryPlace() {
    for (Path file : Corpus.in("asyncio/scripts")) {
      List<TraceEvent> events = Corpus.events(file);
      Summary whole = whole(events);
      for (int cut = 0; cut <= events.size(); cut++) {
        Summarizer sums = new Summarizer();
        events.subList(0, cut).forEach(sums::apply);
        byte[] rest = later(events.subList(cut, events.size())).state(); // as if from elsewhere
        sums.append(Summarizer.resume(rest));
        assertThat(sums.summary()).as("%s, cut at %d", file, cut).isEqualTo(whole);
      }
    }
  }

  /** In every event by itself, put together pair by pair and pairs of pairs. */
  @Test
  void cutEverywhere() {
    for (Path file : everything().toList()) {
      List<TraceEvent> events = Corpus.events(file);
      Summarizer sums = new Summarizer();
      if (!events.isEmpty()) {
        sums.append(tree(events));
      }
      assertThat(sums.summary()).as("%s", file).isEqualTo(whole(events));
    }
  }

  private static Summarizer tree(List<TraceEvent> events) {
    if (events.size() == 1) {
      return later(events);
    }
    Summarizer left = tree(events.subList(0, events.size() / 2));
    left.append(tree(events.subList(events.size() / 2, events.size())));
    return left;
  }

  /** Also where the trace breaks rules, and with few events in which much is the same. */
  @Test
  void cutSomewhere() {
    var random = new Random(1);
    for (Path file : everything().toList()) {
      List<TraceEvent> events = Corpus.events(file);
      Summary whole = whole(events);
      for (int i = 0; i < 5; i++) {
        int from = random.nextInt(events.size() + 1);
        int to = from + random.nextInt(events.size() - from + 1);
        Summarizer middle = later(events.subList(from, to));
        Summarizer end = later(events.subList(to, events.size()));
        Summarizer sums = new Summarizer();
        events.subList(0, from).forEach(sums::apply);
        if (i % 2 == 0) {
          middle.append(end);
          sums.append(middle);
        } else {
          sums.append(middle);
          sums.append(end);
        }
        assertThat(sums.summary()).as("%s, cut at %d and %d", file, from, to).isEqualTo(whole);
      }
    }
  }

  private static Stream<Path> everything() {
    return Stream.concat(
        Corpus.asyncio().stream(),
        Stream.of("golden", "broken").flatMap(folder -> Corpus.in(folder).stream()));
  }

  @Test
  void aLaterPartAlone() {
    List<TraceEvent> events = Corpus.events(Corpus.in("golden").getFirst());
    List<TraceEvent> half = events.subList(events.size() / 2, events.size());
    assertThat(later(half).summary().events()).isEqualTo(half.size());
  }

  @Test
  void whatIsNoState() {
    assertThatThrownBy(() -> Summarizer.resume(new byte[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not the state of a summarizer: ");
  }

  @Test
  void aBeginningIsNoLaterPart() {
    Summarizer sums = new Summarizer();
    assertThatThrownBy(() -> sums.append(new Summarizer()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
