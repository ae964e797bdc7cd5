package dev.rondo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonTest {
  @ParameterizedTest
  @ValueSource(strings = {"3.13.0", "3.13.0rc2", "3.14.1", "3.14-dev", "3.20.0"})
  void takes_the_version_that_is_held_to_and_newer_ones(String version) {
    assertThat(Python.recent(version)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.12.1", "3.1.4", "2.7.18", "pypy3.13-7.3", ""})
  void leaves_out_older_ones_and_others(String version) {
    assertThat(Python.recent(version)).isFalse();
  }
}
