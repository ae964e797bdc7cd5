/**
 * Traces as OpenTelemetry spans, one a task. {@link dev.rondo.cli.otlp.TaskSpans} reads a trace's
 * events and gives out spans; {@link dev.rondo.cli.otlp.OtlpLines} writes them as OTLP JSON.
 */
@NullMarked
package dev.rondo.cli.otlp;

import org.jspecify.annotations.NullMarked;
