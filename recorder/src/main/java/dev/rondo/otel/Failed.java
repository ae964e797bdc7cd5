package dev.rondo.otel;

import dev.rondo.trace.spans.SpanKeys;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;

/** What a span says of the error that ended a task. */
final class Failed {
  private static final int MOST = 1_000;
  private static final AttributeKey<String> TYPE = AttributeKey.stringKey(SpanKeys.EXCEPTION_TYPE);
  private static final AttributeKey<String> MESSAGE =
      AttributeKey.stringKey(SpanKeys.EXCEPTION_MESSAGE);
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey(SpanKeys.ERROR_TYPE);

  private Failed() {}

  /** The task raised {@code error}. */
  static void raised(Span span, Throwable error, Texts texts) {
    String type = texts.name(error.getClass().getName());
    String message = message(error, texts);
    span.setStatus(StatusCode.ERROR, message == null ? type : type + ": " + message);
    span.setAttribute(ERROR, type);
    event(span, type, message);
  }

  /** The task was cancelled, which is no failure. */
  static void cancelled(Span span, @Nullable Throwable error, Texts texts) {
    event(span, "CancelledError", error == null ? null : message(error, texts));
  }

  private static void event(Span span, String type, @Nullable String message) {
    AttributesBuilder said = Attributes.builder().put(TYPE, type);
    if (message != null) {
      said.put(MESSAGE, message);
    }
    span.addEvent("exception", said.build());
  }

  /** The message is the program's own code, which may fail as any other. */
  private static @Nullable String message(Throwable error, Texts texts) {
    try {
      String message = error.getMessage();
      if (message == null || message.isEmpty()) {
        return null;
      }
      String shown = message.length() > MOST ? message.substring(0, MOST) + "…" : message;
      return texts.message(shown);
    } catch (RuntimeException e) {
      return null;
    }
  }
}
