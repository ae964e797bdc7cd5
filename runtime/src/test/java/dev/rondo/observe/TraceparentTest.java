package dev.rondo.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the W3C's Trace Context, level 1. */
class TraceparentTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  @Test
  void a_text_comes_back() {
    String text = "00-" + TRACE + "-" + SPAN + "-01";
    assertThat(Traceparent.parse(text)).isEqualTo(new Traceparent(TRACE, SPAN, true));
    assertThat(Traceparent.parse(text)).hasToString(text);
    assertThat(new Traceparent(TRACE, SPAN, false)).hasToString("00-" + TRACE + "-" + SPAN + "-00");
  }

  @Test
  void flags_to_come_are_no_matter_and_later_versions_may_say_more() {
    assertThat(Traceparent.parse("00-" + TRACE + "-" + SPAN + "-02"))
        .isEqualTo(new Traceparent(TRACE, SPAN, false));
    assertThat(Traceparent.parse("cc-" + TRACE + "-" + SPAN + "-03-what-will-be"))
        .isEqualTo(new Traceparent(TRACE, SPAN, true));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "00",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333-01",
        " 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
      })
  void what_breaks_a_rule_is_none(String text) {
    assertThat(Traceparent.parse(text)).isNull();
  }

  @Test
  void ids_are_checked() {
    assertThatThrownBy(() -> new Traceparent(TRACE, SPAN.toUpperCase(java.util.Locale.ROOT), true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
