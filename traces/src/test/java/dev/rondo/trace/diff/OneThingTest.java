package dev.rondo.trace.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** One thing of a correct trace is changed: the first difference is that very thing. */
class OneThingTest {
  private static final Pattern SEQ = Pattern.compile("\"seq\":\\d+");

  /** Kinds of events that lie within a step and can be there or not. */
  private static final Pattern DEED =
      Pattern.compile("\"ev\":\"(mark|use|listen|cancel|timer|await)\"");

  private interface Mutation {
    /** Changes the line at {@code i}; false if it has nothing to change. */
    boolean change(List<String> lines, int i);
  }

  private static int differences(Mutation mutation, int after) throws IOException {
    int changed = 0;
    for (Path file : Corpus.asyncio()) {
      String trace = Files.readString(file);
      Random random = new Random(file.hashCode());
      List<String> lines = new ArrayList<>(trace.lines().toList());
      int i = 1 + random.nextInt(lines.size() - 3);
      if (isLikeItsNeighbour(lines, i) || !mutation.change(lines, i)) {
        continue;
      }
      String mutated = renumbered(lines);
      Comparison there = TraceDiffTest.compare(trace, mutated);
      Comparison back = TraceDiffTest.compare(mutated, trace);
      assertThat(there.verdict()).as("%s at %d", file, i).isEqualTo(Verdict.DIFFERENT);
      assertThat(List.of(there.first().left().seq(), there.first().right().seq()))
          .as("%s at %d: %s", file, i, there.first())
          .contains((long) i + after);
      assertThat(back.first().left()).isEqualTo(there.first().right());
      assertThat(back.first().right()).isEqualTo(there.first().left());
      changed++;
    }
    return changed;
  }

  /** Of two events alike, side by side, it cannot be said which is missing. */
  private static boolean isLikeItsNeighbour(List<String> lines, int i) {
    return said(lines.get(i)).equals(said(lines.get(i + 1)));
  }

  private static String said(String line) {
    return line.replaceAll("\"(seq|t|handle|object|task|future|on|of)\":\\d+", "");
  }

  private static String renumbered(List<String> lines) {
    StringBuilder text = new StringBuilder(lines.getFirst()).append('\n');
    for (int i = 1; i < lines.size() - 1; i++) {
      text.append(SEQ.matcher(lines.get(i)).replaceFirst("\"seq\":" + i)).append('\n');
    }
    return text.append("{\"ev\":\"end\",\"events\":%d,\"lost\":0}\n".formatted(lines.size() - 2))
        .toString();
  }

  @Test
  void aDroppedDeed() throws IOException {
    Mutation drop = (lines, i) -> DEED.matcher(lines.get(i)).find() && lines.remove(i) != null;
    assertThat(differences(drop, 0)).isGreaterThan(30);
  }

  @Test
  void aDeedThatComesTwice() throws IOException {
    Mutation twice =
        (lines, i) -> {
          boolean can =
              lines.get(i).contains("\"ev\":\"mark\"") || lines.get(i).contains("\"use\"");
          if (can) {
            lines.add(i, lines.get(i));
          }
          return can;
        };
    assertThat(differences(twice, 1)).isGreaterThan(30);
  }

  @Test
  void anotherText() throws IOException {
    Mutation other =
        (lines, i) -> {
          String line = lines.get(i);
          String changed =
              line.replaceFirst("\"(outcome)\":\"returned\"", "\"$1\":\"cancelled\"")
                  .replaceFirst("(\"ev\":\"mark\".*\"name\":\")", "$1another ")
                  .replaceFirst("(\"ev\":\"pause\".*\"what\":\")sleep", "$1nap");
          lines.set(i, changed);
          return !changed.equals(line);
        };
    assertThat(differences(other, 0)).isGreaterThan(30);
  }

  @Test
  void anotherObject() throws IOException {
    Mutation retarget =
        (lines, i) -> {
          String line = lines.get(i);
          String changed = line.replaceFirst("\"object\":\\d+", "\"object\":77");
          lines.set(i, changed);
          return !changed.equals(line);
        };
    int changed = 0;
    for (Path file : Corpus.asyncio()) {
      String trace = Files.readString(file);
      List<String> lines = new ArrayList<>(trace.lines().toList());
      int uses = 0;
      int last = 0;
      for (int i = 1; i < lines.size() - 1; i++) {
        if (lines.get(i).contains("\"object\":1,")) {
          uses++;
          last = i;
        }
      }
      if (uses > 1 && retarget.change(lines, last)) {
        Comparison there = TraceDiffTest.compare(trace, renumbered(lines));
        assertThat(there.verdict()).as("%s at %d", file, last).isEqualTo(Verdict.DIFFERENT);
        changed++;
      }
    }
    assertThat(changed).isGreaterThan(30);
  }

  @Test
  void twoDeedsThatChangePlacesInAStep() throws IOException {
    Mutation swap =
        (lines, i) -> {
          boolean can = DEED.matcher(lines.get(i)).find() && DEED.matcher(lines.get(i + 1)).find();
          if (can) {
            lines.add(i, lines.remove(i + 1));
          }
          return can;
        };
    assertThat(differences(swap, 0)).isGreaterThan(10);
  }

  @Test
  void aDroppedStep() throws IOException {
    int dropped = 0;
    for (Path file : Corpus.asyncio()) {
      String trace = Files.readString(file);
      List<String> lines = new ArrayList<>(trace.lines().toList());
      int from = stepThatYieldsAndIsLikeNoOther(lines);
      if (from == 0) {
        continue;
      }
      int to = endOfStep(lines, from);
      int queued = enqueued(lines, from);
      lines.subList(from, to + 1).clear();
      lines.remove(queued);
      String mutated = renumbered(lines);
      Comparison there = TraceDiffTest.compare(trace, mutated);
      Comparison back = TraceDiffTest.compare(mutated, trace);
      assertThat(there.verdict()).as("%s at %d", file, from).isEqualTo(Verdict.DIFFERENT);
      assertThat(there.first().left().seq())
          .as("%s from %d to %d: %s", file, from, to, there.first())
          .satisfiesAnyOf(
              seq -> assertThat(seq).isBetween((long) from, (long) to),
              seq -> assertThat(seq).isEqualTo(queued));
      assertThat(back.first().right()).isEqualTo(there.first().left());
      dropped++;
    }
    assertThat(dropped).isGreaterThan(30);
  }

  /** Where the last such step of a task gets control; 0 where there is none. */
  private static int stepThatYieldsAndIsLikeNoOther(List<String> lines) {
    for (int i = lines.size() - 2; i > 0; i--) {
      if (lines.get(i).contains("\"ev\":\"resume\"") && !lines.get(i).contains("eager")) {
        int end = endOfStep(lines, i);
        List<String> step = lines.subList(i, end + 1).stream().map(OneThingTest::said).toList();
        boolean alone =
            step.stream()
                .filter(line -> line.contains("\"mark\""))
                .anyMatch(mark -> lines.stream().filter(l -> said(l).equals(mark)).count() == 1);
        if (alone && step.getLast().contains("\"what\":\"yield\"") && hasNoEnd(step)) {
          return i;
        }
      }
    }
    return 0;
  }

  /** Whether nothing else begins or ends in it that the rest of the trace would miss. */
  private static boolean hasNoEnd(List<String> step) {
    return step.stream().allMatch(line -> line.matches(".*\"ev\":\"(resume|mark|use|pause)\".*"));
  }

  private static int endOfStep(List<String> lines, int resume) {
    int i = resume;
    while (!lines.get(i).matches(".*\"ev\":\"(pause|done)\".*")) {
      i++;
    }
    return i;
  }

  private static int enqueued(List<String> lines, int resume) {
    String handle = lines.get(resume).replaceFirst(".*(\"handle\":\\d+).*", "$1,");
    int i = resume;
    while (!lines.get(i).contains("\"ev\":\"enqueue\"") || !lines.get(i).contains(handle)) {
      i--;
    }
    return i;
  }

  @Test
  void anotherTimeIsNoDifference() throws IOException {
    for (Path file : Corpus.asyncio()) {
      String trace = Files.readString(file);
      String later = trace.replaceAll("\"t\":(\\d+)", "\"t\":1$1");
      assertThat(TraceDiffTest.compare(trace, later).verdict()).isEqualTo(Verdict.IDENTICAL);
    }
  }
}
