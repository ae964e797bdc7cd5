package dev.rondo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {
  private static Settings settings(boolean quick) {
    return new Settings(Path.of("."), Groups.ALL, quick, 1, null, List.of());
  }

  private static String table(String figure, double value, boolean quick) {
    Figures figures = new Figures();
    figures.add(figure, 0, value);
    return Tables.all(figures, settings(quick));
  }

  @Test
  void rows_tell_the_number_that_was_really_made() {
    assertThat(table("asleep.continuation.bytes", 512, false))
        .contains("| 1,000,000 tasks asleep at once, each | 512 bytes |");
    assertThat(table("asleep.continuation.bytes", 512, true))
        .contains("| 100,000 tasks asleep at once, each | 512 bytes |");
    assertThat(table("size.Checksums.events", 30, true)).contains("with 3,000 files | 30 events |");
  }

  @Test
  void a_failure_stands_below_the_tables() {
    Figures figures = new Figures();
    figures.failed(new ExampleProbe("Overview", 0));
    assertThat(Tables.all(figures, settings(false)))
        .contains("Failed, and so not measured: `ExampleProbe[example=Overview, files=0]`");
  }
}
