package dev.rondo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static Settings parse(String... args) {
    return Settings.parse(args, Path.of("."));
  }

  @Test
  void only_a_whole_run_is_good_for_the_page() {
    assertThat(parse().whole()).isTrue();
    assertThat(parse("--quick").whole()).isFalse();
    assertThat(parse("--only=switch").whole()).isFalse();
  }

  @Test
  void a_quick_run_does_a_tenth() {
    assertThat(parse("--quick").scaled(1_000)).isEqualTo("100");
    assertThat(parse("--quick").rounds()).isEqualTo(1);
    assertThat(parse("--quick", "--rounds=2").rounds()).isEqualTo(2);
  }

  @Test
  void what_makes_no_sense_is_refused_by_name() {
    assertThatThrownBy(() -> parse("--only=switch,sleep")).hasMessageContaining("no group 'sleep'");
    assertThatThrownBy(() -> parse("--rounds=0")).hasMessageContaining("--rounds is '0'");
    assertThatThrownBy(() -> parse("--fast")).hasMessageContaining("unknown option '--fast'");
    assertThatThrownBy(() -> parse("--python=/nowhere"))
        .hasMessageContaining("--python: /nowhere fails");
  }
}
