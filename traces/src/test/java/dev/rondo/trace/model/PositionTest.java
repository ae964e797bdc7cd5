package dev.rondo.trace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rondo.trace.TraceEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

  @ParameterizedTest
  @CsvSource({
    "1.5s, 1500000000",
    "20ms, 20000000",
    "7us, 7000",
    "900ns, 900",
    "12345678901ns, 12345678901"
  })
  void timesHaveUnits(String text, long nanos) {
    assertThat(Position.parse(text)).isEqualTo(new Position.AtTime(nanos));
  }

  @Test
  void numbersAreEvents() {
    assertThat(Position.parse("5000")).isEqualTo(new Position.AtSeq(0, 5000));
    assertThat(Position.parse("2:17")).isEqualTo(new Position.AtSeq(2, 17));
    assertThat(Position.parse("end")).isEqualTo(new Position.AtEnd());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "5 s", "5h", "x:3", "99999999999999999999"})
  void anythingElseIsNamed(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Position.parse(text))
        .withMessageStartingWith("not a position: '" + text + "'; expected ");
  }

  @Test
  void aLoopsPositionLeavesTheOthersOut() {
    Position position = new Position.AtSeq(2, 17);
    assertThat(position.includes(new TraceEvent.Idle(17, 0, 2, 1))).isTrue();
    assertThat(position.includes(new TraceEvent.Idle(18, 0, 2, 1))).isFalse();
    assertThat(position.includes(new TraceEvent.Idle(1, 0, 1, 1))).isFalse();
  }
}
