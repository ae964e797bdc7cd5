package dev.rondo.trace.verify;

import static dev.rondo.trace.verify.Rule.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.Corpus;
import dev.rondo.trace.diff.TraceDiff;
import dev.rondo.trace.diff.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Takes the correct traces of CPython, breaks them in one place, and sees that it is noticed. */
class MutationTest {
  private static final int ENOUGH = 25;

  /** A trace as its lines, which can be changed and numbered anew. */
  private record Lines(List<String> events, String header) {
    static Lines of(Path file) throws IOException {
      List<String> all = Files.readAllLines(file);
      return new Lines(new ArrayList<>(all.subList(1, all.size() - 1)), all.getFirst());
    }

    Lines copy() {
      return new Lines(new ArrayList<>(events), header);
    }

    String text() {
      StringBuilder text = new StringBuilder(header).append('\n');
      for (int i = 0; i < events.size(); i++) {
        text.append(events.get(i).replaceFirst("\"seq\":\\d+", "\"seq\":" + (i + 1))).append('\n');
      }
      return text.append("{\"ev\":\"end\",\"events\":%d,\"lost\":0}\n".formatted(events.size()))
          .toString();
    }

    /** A plain future's end, which nothing else depends on. */
    boolean isOfFuture(int i) {
      return is(i, "done") && events.get(i).contains("\"future\":");
    }

    boolean is(int i, String kind) {
      return events.get(i).contains("\"ev\":\"" + kind + "\"");
    }
  }

  static Stream<Path> traces() {
    return Stream.concat(
        Corpus.in("asyncio/scripts").stream(), Corpus.in("asyncio/random").stream().limit(60));
  }

  private static List<Finding> findings(String trace) {
    return Verifier.verify(Corpus.reader(trace)).findings();
  }

  @ParameterizedTest
  @CsvSource({
    "task, TASK_UNKNOWN",
    "enqueue, HANDLE_UNKNOWN YIELD_LATE TIMER_ORDER",
    "resume, SLICE_END NOT_RUNNING",
    "pause, SLICE_OVERLAP NOT_PAUSED SLICE_OPEN NOT_RUNNING",
    "done, SLICE_OVERLAP SLICE_OPEN UNDONE NOT_RUNNING",
    "callback, SLICE_END NOT_RUNNING",
    "return, SLICE_OVERLAP SLICE_OPEN NOT_PAUSED NOT_RUNNING",
  })
  void aDroppedEventIsMissed(String kind, String rules) throws IOException {
    mutate(kind, rules, (lines, i) -> lines.events.remove(i) != null);
  }

  @ParameterizedTest
  @CsvSource({
    "task, TASK_TWICE",
    "enqueue, HANDLE_REUSED",
    "resume, HANDLE_TWICE",
    "pause, SLICE_END YIELD_LATE NOT_RUNNING",
    "callback, HANDLE_TWICE",
    "return, SLICE_END",
    "timer, HANDLE_REUSED",
  })
  void aRepeatedEventIsSeen(String kind, String rules) throws IOException {
    mutate(kind, rules, (lines, i) -> lines.events.addAll(i, List.of(lines.events.get(i))));
  }

  @ParameterizedTest
  @CsvSource({
    "resume, handle, HANDLE_UNKNOWN",
    "resume, task, TASK_UNKNOWN",
    "callback, handle, HANDLE_UNKNOWN",
    "return, handle, SLICE_END",
    "pause, task, TASK_UNKNOWN",
    "enqueue, task, TASK_UNKNOWN",
    "cancel, handle, HANDLE_UNKNOWN",
  })
  void anEventOfAnotherIsSeen(String kind, String key, String rules) throws IOException {
    mutate(
        kind,
        rules,
        (lines, i) -> {
          String line = lines.events.get(i);
          lines.events.set(i, line.replaceFirst("\"" + key + "\":\\d+", "\"" + key + "\":987654"));
          return !lines.events.get(i).equals(line);
        });
  }

  private interface Mutation {
    boolean apply(Lines lines, int place);
  }

  /** Applies the mutation in many places, and expects one of the rules to be broken first. */
  private static void mutate(String kind, String rules, Mutation mutation) throws IOException {
    Set<Rule> expected = EnumSet.noneOf(Rule.class);
    Stream.of(rules.split(" ")).map(Rule::valueOf).forEach(expected::add);
    int places = 0;
    for (Path file : traces().toList()) {
      Lines original = Lines.of(file);
      for (int i = 0; i < original.events.size() && places < ENOUGH * 40; i++) {
        Lines lines = original.copy();
        if (lines.is(i, kind) && !lines.isOfFuture(i) && mutation.apply(lines, i)) {
          List<Finding> findings = findings(lines.text());
          assertThat(findings).as("%s at seq %d", file, i + 1).hasSizeBetween(1, 6);
          assertThat(expected)
              .as("%s at seq %d: %s", file, i + 1, findings)
              .contains(findings.getFirst().rule());
          assertThat(findings.getFirst().seq()).isBetween(i + 1L, (long) original.events.size());
          places++;
        }
      }
    }
    assertThat(places).isGreaterThan(ENOUGH);
  }

  @Test
  void slicesThatChangePlacesBreakTheOrder() throws IOException {
    int places = 0;
    for (Path file : traces().toList()) {
      Lines original = Lines.of(file);
      for (int i = 0; i + 3 < original.events.size(); i++) {
        if (original.is(i, "callback")
            && original.is(i + 1, "return")
            && original.is(i + 2, "callback")
            && original.is(i + 3, "return")) {
          Lines lines = original.copy();
          lines.events.add(i, lines.events.remove(i + 2));
          lines.events.add(i + 1, lines.events.remove(i + 3));
          List<Finding> findings = findings(lines.text());
          assertThat(findings)
              .extracting(Finding::rule)
              .as("%s at %d", file, i)
              .contains(HANDLE_ORDER);
          places++;
        }
      }
    }
    assertThat(places).isPositive();
  }

  @ParameterizedTest
  @MethodSource("traces")
  void aTraceCutOffAnywhereIsIncompleteAndNotWrong(Path file) throws IOException {
    Lines lines = Lines.of(file);
    for (int n = 1; n < lines.events.size(); n += 7) {
      String cut =
          lines.header + "\n" + String.join("\n", lines.events.subList(0, n)) + "\n{\"seq\":";
      Verification verification = Verifier.verify(Corpus.reader(cut));
      assertThat(verification.findings()).isEmpty();
      assertThat(verification.complete()).isFalse();
      assertThat(verification.notes()).singleElement().asString().startsWith("incomplete: ");
    }
  }

  @ParameterizedTest
  @MethodSource("traces")
  void whatIsLostIsHeldAgainstNobody(Path file) throws IOException {
    Lines lines = Lines.of(file);
    RandomGenerator random = RandomGeneratorFactory.getDefault().create(file.hashCode());
    for (int n = 0; n < 5; n++) {
      int from = 1 + random.nextInt(lines.events.size() - 1);
      int count = 1 + random.nextInt(lines.events.size() - from);
      String t = lines.events.get(from).replaceFirst(".*\"t\":(\\d+).*", "$1");
      List<String> events = new ArrayList<>(lines.events.subList(0, from));
      events.add(
          "{\"seq\":%d,\"t\":%s,\"loop\":1,\"ev\":\"lost\",\"count\":%d}"
              .formatted(from + count, t, count - 1));
      if (count > 1) {
        events.addAll(lines.events.subList(from + count, lines.events.size()));
        String trace = lines.header + "\n" + String.join("\n", events) + "\n";
        assertThat(findings(trace)).as("%s from %d: %d", file, from, count).isEmpty();
      }
    }
  }

  /** Whatever the lines say, in whatever order: findings and verdicts, never an exception. */
  @ParameterizedTest
  @MethodSource("traces")
  void nothingThrowsOnAnyMixOfEvents(Path file) throws IOException {
    Lines lines = Lines.of(file);
    RandomGenerator random = RandomGeneratorFactory.getDefault().create(file.hashCode());
    for (int n = 0; n < lines.events.size() / 3; n++) {
      int i = random.nextInt(lines.events.size());
      switch (random.nextInt(4)) {
        case 0 -> lines.events.remove(i);
        case 1 -> lines.events.add(random.nextInt(lines.events.size()), lines.events.get(i));
        case 2 ->
            lines.events.set(
                i,
                lines
                    .events
                    .get(i)
                    .replaceFirst(
                        "\"(handle|task|on|of)\":\\d+", "\"$1\":" + random.nextInt(1, 30)));
        default ->
            lines.events.set(i, lines.events.get(i).replaceFirst("\"loop\":1", "\"loop\":2"));
      }
    }
    String broken = lines.text();
    assertThat(findings(broken)).isNotEmpty();
    assertThat(
            TraceDiff.compare(Corpus.reader(broken), Corpus.reader(Files.readString(file)))
                .verdict())
        .isIn(Verdict.DIFFERENT, Verdict.UNKNOWN);
  }
}
