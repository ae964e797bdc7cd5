package dev.rondo.trace.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.Corpus;
import dev.rondo.trace.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each trace in {@code broken} breaks a rule. Beside it stand its story in one line and exactly
 * what is found; {@code -Drondo.rewrite=true} writes down what is found now.
 */
class BrokenTest {

  static List<Path> broken() {
    return Corpus.in("broken");
  }

  @ParameterizedTest
  @MethodSource("broken")
  void exactlyThisIsFound(Path trace) throws IOException {
    Path beside = Path.of(trace.toString().replace(".jsonl", ".findings"));
    String story = Files.readString(beside).lines().findFirst().orElse("");
    String found =
        Stream.concat(Stream.of(story), findings(trace).stream().map(BrokenTest::text))
            .collect(Collectors.joining("\n", "", "\n"));
    if (Boolean.getBoolean("rondo.rewrite")) {
      Files.writeString(beside, found);
    }
    assertThat(story).startsWith("# ");
    assertThat(found).isEqualTo(Files.readString(beside));
    assertThat(findings(trace)).isNotEmpty();
  }

  @Test
  void everyRuleIsBroken() {
    Set<Rule> rules = EnumSet.noneOf(Rule.class);
    for (Path trace : broken()) {
      findings(trace).forEach(finding -> rules.add(finding.rule()));
    }
    assertThat(rules).containsExactly(Rule.values());
  }

  private static List<Finding> findings(Path trace) {
    try (TraceReader reader = TraceReader.open(trace)) {
      return Verifier.verify(reader).findings();
    }
  }

  private static String text(Finding finding) {
    String placed = finding.toString();
    return placed.substring(finding.file().length() + 2)
        + (finding.state().isEmpty() ? "" : " [" + finding.state() + "]");
  }
}
