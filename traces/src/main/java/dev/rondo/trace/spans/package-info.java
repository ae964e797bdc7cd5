/**
 * What a trace and its spans have in common, wherever the spans are made: their ids ({@link
 * dev.rondo.trace.spans.SpanIds}) and what they say of a task ({@link
 * dev.rondo.trace.spans.SpanKeys}). The mapping as a whole is written down in {@code
 * docs/opentelemetry.md}. Nothing here needs OpenTelemetry itself.
 */
@NullMarked
package dev.rondo.trace.spans;

import org.jspecify.annotations.NullMarked;
