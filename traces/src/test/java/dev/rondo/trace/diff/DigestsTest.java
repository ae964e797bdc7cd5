package dev.rondo.trace.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.Corpus;
import dev.rondo.trace.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Digests are equal if and only if the comparison says so. */
class DigestsTest {

  private static Digests digests(String trace) {
    try (TraceReader reader = Corpus.reader(trace)) {
      return Digests.of(reader);
    }
  }

  /** Gives the verdict, which the digests of whole traces have to confirm. */
  private static Verdict verdict(String left, String right) {
    Digests l = digests(left);
    Digests r = digests(right);
    Comparison comparison = TraceDiffTest.compare(left, right);
    Verdict verdict = comparison.verdict();
    if (l.reason() == null
        && r.reason() == null) { // else they say of themselves that they tell nothing
      assertThat(l.order().equals(r.order()))
          .as("order, %s", verdict)
          .isEqualTo(verdict == Verdict.IDENTICAL);
      assertThat(l.causal().equals(r.causal()))
          .as("causal, %s, %s", verdict, comparison.first())
          .isEqualTo(verdict != Verdict.DIFFERENT);
    }
    return verdict;
  }

  static List<Path> pairs() throws IOException {
    return PairsTest.pairs();
  }

  static List<Path> asyncio() {
    return Corpus.asyncio();
  }

  /** But for traces of different detail: the comparison leaves out what only one of them has. */
  @ParameterizedTest
  @MethodSource("pairs")
  void ofThePairsThatAreKept(Path pair) throws IOException {
    String left = Files.readString(pair.resolve("left.jsonl"));
    String right = Files.readString(pair.resolve("right.jsonl"));
    if (pair.endsWith("other-detail")) {
      assertThat(digests(left).order()).isNotEqualTo(digests(right).order());
    } else {
      verdict(left, right);
    }
  }

  @ParameterizedTest
  @MethodSource("asyncio")
  void ofATraceUnderOtherNumbers(Path file) throws IOException {
    String trace = Files.readString(file);
    assertThat(verdict(trace, Disguise.of(trace, file.hashCode()))).isEqualTo(Verdict.IDENTICAL);
  }

  @Test
  void ofDifferentPrograms() throws IOException {
    List<Path> files = Corpus.asyncio();
    for (int i = 0; i + 1 < files.size(); i++) {
      verdict(Files.readString(files.get(i)), Files.readString(files.get(i + 1)));
    }
  }

  /** Two lines change places, anywhere: it makes no difference, or it does, or it is nonsense. */
  @Test
  void ofTracesOfWhichTwoLinesChangedPlaces() throws IOException {
    List<Verdict> verdicts = new ArrayList<>();
    for (Path file : Corpus.asyncio()) {
      Random random = new Random(file.hashCode());
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      int first = 1 + random.nextInt(lines.size() - 3);
      Collections.swap(lines, first, first + 1);
      for (int i = 1; i < lines.size() - 1; i++) {
        lines.set(i, lines.get(i).replaceFirst("\"seq\":\\d+", "\"seq\":" + i));
      }
      String other = lines.stream().collect(Collectors.joining("\n", "", "\n"));
      verdicts.add(verdict(Files.readString(file), other));
    }
    assertThat(verdicts).contains(Verdict.DIFFERENT);
  }

  // -- how loops are set up -----------------------------------------------------------------------

  private static final String TRACE =
      """
      {"ev":"trace","version":1,"program":"t","clock":"virtual"HEADER}
      {"seq":1,"t":0,"loop":1,"ev":"loop","state":"running"SETUP}
      {"seq":2,"t":0,"loop":1,"ev":"mark","name":"x"}
      {"seq":3,"t":0,"loop":1,"ev":"loop","state":"closed"}
      {"ev":"end","events":3,"lost":0}
      """;

  private static String trace(String header, String setup) {
    return TRACE.replace("HEADER", header).replace("SETUP", setup);
  }

  /**
   * It tells why two runs are not the same; where they are, it is noted and makes no difference.
   */
  @Test
  void howALoopIsSetUpIsNoPartOfWhatItDoes() {
    String random4 = ",\"policy\":\"random\",\"seed\":4";
    String random5 = ",\"policy\":\"random\",\"seed\":5";
    String usual = trace("", "");
    for (String other :
        List.of(trace(random4, ""), trace("", random4), trace("", ",\"clock\":\"monotonic\""))) {
      assertThat(verdict(usual, other)).isEqualTo(Verdict.IDENTICAL);
      assertThat(notes(usual, other)).isNotEmpty();
    }
    assertThat(verdict(trace("", random4), trace("", random5))).isEqualTo(Verdict.IDENTICAL);
    assertThat(notes(trace("", random4), trace("", random5)))
        .containsExactly(
            "the loops 1 and 1 are set up otherwise: clock virtual, policy random seed 4 left,"
                + " clock virtual, policy random seed 5 right");
    assertThat(notes(trace("", random4), trace("", random4))).isEmpty();
  }

  private static List<String> notes(String left, String right) {
    return TraceDiffTest.compare(left, right).notes();
  }

  @Test
  void anIdIsOfAProgramAndWhatItDid() {
    Digests some = digests(trace("", ""));
    Digests same = digests(trace("", ",\"policy\":\"random\",\"seed\":4"));
    Digests other = digests(trace("", "").replace("\"x\"", "\"y\""));
    assertThat(some.id("t")).matches("[0-9a-f]{32}").isEqualTo(same.id("t"));
    assertThat(some.id("t")).isNotEqualTo(some.id("u")).isNotEqualTo(other.id("t"));
  }
}
