package dev.rondo.trace.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.Corpus;
import dev.rondo.trace.TraceReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerifierTest {

  static List<Path> asyncio() {
    return Corpus.asyncio();
  }

  @ParameterizedTest
  @MethodSource("asyncio")
  void findsNothingInWhatCpythonDid(Path file) {
    try (TraceReader trace = TraceReader.open(file)) {
      Verification verification = Verifier.verify(trace);
      assertThat(verification.findings()).isEmpty();
      assertThat(verification.notes()).isEmpty();
      assertThat(verification.complete()).isTrue();
      assertThat(verification.checked().events()).isEqualTo(trace.footer().events());
    }
  }
}
