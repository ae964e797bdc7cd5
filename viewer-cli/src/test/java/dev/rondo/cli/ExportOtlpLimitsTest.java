package dev.rondo.cli;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much an exported span says, by OpenTelemetry's variables. */
class ExportOtlpLimitsTest {
  @TempDir Path folder;

  private Map<String, Span> within(String variable, String limit) throws IOException {
    String trace = ExportOtlpTest.family(folder).toString();
    Session.Result result =
        Session.in(folder)
            .with(variable, limit)
            .run("export", "otlp", trace, "-o", "-", "--level", "pauses");
    return ExportOtlpTest.spans(ExportOtlpTest.decode(result.exits(ExitCode.FINE).out())).stream()
        .collect(toMap(Span::getName, span -> span));
  }

  @Test
  void the_standard_limits_hold_and_what_they_leave_out_is_counted() throws IOException {
    Span main = within("OTEL_SPAN_LINK_COUNT_LIMIT", "0").get("main");
    assertThat(main.getLinksList()).isEmpty();
    assertThat(main.getDroppedLinksCount()).isEqualTo(1);
    assertThat(
            ExportOtlpTest.attributes(main.getAttributesList())
                .get("rondo.wakeups.left_out")
                .getIntValue())
        .isEqualTo(1);
    Span failed = within("OTEL_SPAN_EVENT_COUNT_LIMIT", "1").get("gathered");
    assertThat(failed.getEventsList()).extracting(Span.Event::getName).containsExactly("exception");
    assertThat(failed.getDroppedEventsCount()).isEqualTo(1);
    Span few = within("OTEL_ATTRIBUTE_COUNT_LIMIT", "3").get("main");
    assertThat(few.getAttributesList())
        .extracting(KeyValue::getKey)
        .containsExactly("code.file.path", "code.function.name", "code.line.number");
    assertThat(few.getDroppedAttributesCount()).isGreaterThan(5);
    Span kept = within("OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", "2").get("kept");
    Map<String, AnyValue> half = ExportOtlpTest.attributes(kept.getEvents(1).getAttributesList());
    assertThat(half.get("of").getStringValue()).isEqualTo("t\u2026");
    assertThat(half.get("order").getIntValue()).isEqualTo(7);
    Span.Event bare = within("OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT", "0").get("kept").getEvents(1);
    assertThat(bare.getAttributesList()).isEmpty();
    assertThat(bare.getDroppedAttributesCount()).isEqualTo(6);
    Span.Link link = within("OTEL_LINK_ATTRIBUTE_COUNT_LIMIT", "1").get("main").getLinks(0);
    assertThat(link.getAttributesList()).hasSize(1);
    assertThat(link.getDroppedAttributesCount()).isEqualTo(2);
  }

  @Test
  void a_limit_may_be_as_large_as_one_likes() throws IOException {
    assertThat(within("OTEL_SPAN_EVENT_COUNT_LIMIT", "2147483647").get("kept").getEventsList())
        .hasSameSizeAs(within("OTEL_SPAN_EVENT_COUNT_LIMIT", "").get("kept").getEventsList());
    assertThat(within("OTEL_SPAN_LINK_COUNT_LIMIT", "99999999999").get("main").getLinksList())
        .isNotEmpty();
  }

  @Test
  void a_limit_that_is_no_number_is_refused() {
    assertThat(
            Session.in(folder)
                .with("OTEL_SPAN_LINK_COUNT_LIMIT", "-1")
                .run("export", "otlp", ExportOtlpTest.HELLO, "-o", "-")
                .exits(ExitCode.USAGE)
                .err())
        .contains("OTEL_SPAN_LINK_COUNT_LIMIT is '-1', expected a number, at least 0");
  }
}
