package dev.rondo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class ProgressTest {
  private final StringWriter err = new StringWriter();
  private final Console console =
      new Console(
          InputStream.nullInputStream(),
          new PrintWriter(new StringWriter()),
          new PrintWriter(err),
          Ansi.OFF,
          0,
          Map.of());
  private long now;

  private void read(Progress progress, int events, long millis) {
    long until = now + TimeUnit.MILLISECONDS.toNanos(millis);
    long step = (until - now) / events;
    for (int i = 0; i < events; i++) {
      now += step;
      progress.tick();
    }
  }

  @Test
  void who_is_done_within_a_second_sees_nothing() {
    Progress progress = new Progress("a.jsonl", console, () -> now);
    read(progress, 1_000_000, 900);
    progress.end();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void after_that_a_line_is_kept_up_to_date_and_taken_away_at_the_end() {
    Progress progress = new Progress("a.jsonl", console, () -> now);
    read(progress, 1_048_576, 1_300);
    progress.end();
    assertThat(err.toString().split("\r"))
        .hasSize(4)
        .startsWith("", "rondo: reading a.jsonl: 811,008 events ")
        .endsWith("\u001b[K");
  }
}
