package dev.rondo.trace.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.Corpus;
import dev.rondo.trace.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TraceDiffTest {

  static List<Path> asyncio() {
    return Corpus.asyncio();
  }

  static Comparison compare(String left, String right) {
    try (TraceReader l = Corpus.reader(left);
        TraceReader r = Corpus.reader(right)) {
      return TraceDiff.compare(l, r);
    }
  }

  @ParameterizedTest
  @MethodSource("asyncio")
  void aTraceIsIdenticalToItselfUnderOtherNumbersAndTimes(Path file) throws IOException {
    String trace = Files.readString(file);
    String other = Disguise.of(trace, file.hashCode());
    assertThat(other).isNotEqualTo(trace);
    Comparison comparison = compare(trace, other);
    assertThat(comparison.verdict()).as("%s", comparison).isEqualTo(Verdict.IDENTICAL);
    assertThat(comparison.leftOnly()).isEmpty();
    assertThat(comparison.rightOnly()).isEmpty();
    assertThat(comparison.compared()).isPositive();
  }

  @Test
  void differentProgramsDifferAndTheAnswerIsSymmetric() throws IOException {
    List<Path> files = Corpus.asyncio();
    for (int i = 0; i + 1 < files.size(); i += 3) {
      String left = Files.readString(files.get(i));
      String right = Files.readString(files.get(i + 1));
      Comparison there = compare(left, right);
      Comparison back = compare(right, left);
      assertThat(there.verdict()).as("%s", files.get(i)).isEqualTo(Verdict.DIFFERENT);
      assertThat(back.verdict()).isEqualTo(Verdict.DIFFERENT);
      assertThat(there.first().left()).isEqualTo(back.first().right());
      assertThat(there.first().right()).isEqualTo(back.first().left());
      assertThat(there.first().aspect()).isEqualTo(back.first().aspect());
      assertThat(there.leftOnly()).isEqualTo(back.rightOnly());
      assertThat(there.changed()).isPositive();
    }
  }
}
