package dev.rondo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandProbeTest {
  private static final Settings SETTINGS =
      new Settings(Path.of("."), Groups.ALL, true, 1, null, List.of());

  private final Figures figures = new Figures();

  private void measure(int times, String... words) {
    new CommandProbe("key", times, (_, _) -> List.of(words)).measure(SETTINGS, figures, 0);
  }

  @Test
  void what_is_there_is_measured() {
    measure(3, "sh", "-c", "exit 0");
    assertThat(figures.get("key").orElseThrow().low()).isPositive();
  }

  @Test
  void what_is_not_there_is_not() {
    measure(3);
    assertThat(figures.get("key")).isEmpty();
  }

  @Test
  void what_fails_is_no_figure() {
    assertThatThrownBy(() -> measure(1, "sh", "-c", "exit 3"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("code 3");
  }

  @Test
  void the_files_that_are_given_exist() {
    assertThat(Path.of("../../runtime/examples/Orders.java")).isRegularFile();
    assertThat(Files.isExecutable(Path.of("../../rondo"))).isTrue();
    assertThat(Path.of("../../traces/golden/Overview.jsonl")).isRegularFile();
  }
}
