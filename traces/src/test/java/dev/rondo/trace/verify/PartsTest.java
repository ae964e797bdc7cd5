package dev.rondo.trace.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.trace.Corpus;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A trace checked in parts, and traces checked one by one: the same as all at once. */
class PartsTest {

  static Stream<Path> traces() {
    return Stream.of(
            Corpus.in("broken").stream(),
            Corpus.in("golden").stream(),
            Corpus.in("asyncio/eager").stream().limit(5),
            Corpus.in("asyncio/scripts").stream().limit(30))
        .flatMap(files -> files);
  }

  private record Outcome(
      List<Finding> findings, List<String> notes, Verification.Checked checked) {}

  /** Checks a trace, from the event {@code split} on by another verifier. */
  private static Outcome check(Path file, int split) {
    List<Finding> findings = new ArrayList<>();
    try (TraceReader trace = TraceReader.open(file)) {
      Verifier verifier = new Verifier("t", trace.header(), findings::add);
      int n = 0;
      for (TraceEvent event = trace.next(); event != null; event = trace.next()) {
        if (n++ == split) {
          verifier = Verifier.resume(verifier.state(), findings::add);
        }
        verifier.accept(event, trace.line());
      }
      verifier = n == split ? Verifier.resume(verifier.state(), findings::add) : verifier;
      verifier.finish(trace.footer(), trace.cutOff());
      return new Outcome(findings, verifier.notes(), verifier.checked());
    }
  }

  @ParameterizedTest
  @MethodSource("traces")
  void wherever_it_is_split_the_result_is_that_of_the_whole(Path file) {
    Outcome whole = check(file, -1);
    for (int split = 0; split <= whole.checked.events(); split++) {
      assertThat(check(file, split)).as("split at %d", split).isEqualTo(whole);
    }
  }

  @Test
  void the_results_of_many_traces_are_summed_up() {
    List<Verification> results =
        Corpus.in("broken").stream()
            .map(file -> {
              try (TraceReader trace = TraceReader.open(file)) {
                return Verifier.verify(trace);
              }
            })
            .toList();
    Verification all = Verification.of("all", results);
    assertThat(all.findings())
        .hasSize(results.stream().mapToInt(result -> result.findings().size()).sum());
    assertThat(all.checked().events())
        .isEqualTo(results.stream().mapToLong(result -> result.checked().events()).sum());
    int half = results.size() / 2;
    Verification one = Verification.of("all", results.subList(0, half));
    Verification two = Verification.of("all", results.subList(half, results.size()));
    assertThat(one.checked().plus(two.checked())).isEqualTo(all.checked());
    assertThat(Verification.of("none", List.of()).checked())
        .isEqualTo(Verification.Checked.NOTHING);
  }

  @Test
  void what_is_no_state_is_refused() throws Exception {
    assertThatThrownBy(() -> Verifier.resume(new byte[] {1, 2, 3}, finding -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not the state of a verifier");
    var bytes = new java.io.ByteArrayOutputStream();
    try (var out = new java.io.ObjectOutputStream(bytes)) {
      out.writeObject(new HashMap<>());
    }
    assertThatThrownBy(() -> Verifier.resume(bytes.toByteArray(), finding -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    var foreign = new java.io.ByteArrayOutputStream();
    try (var out = new java.io.ObjectOutputStream(foreign)) {
      out.writeObject(java.nio.file.AccessMode.READ);
    }
    assertThatThrownBy(() -> Verifier.resume(foreign.toByteArray(), finding -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
