/**
 * Traces as OpenTelemetry spans: docs/opentelemetry.md, done. {@link dev.rondo.cli.otlp.TaskSpans}
 * reads a trace's events and gives out spans; each {@code LoopSpans} follows the tasks of one loop,
 * {@code TracedProcess} knows ids, times and resource. {@link dev.rondo.cli.otlp.OtlpLines} writes
 * spans as OTLP JSON; {@link dev.rondo.cli.otlp.OtlpSender} sends them through a {@code Wire}, and
 * {@code Answers} understands what receivers say.
 */
@NullMarked
package dev.rondo.cli.otlp;

import org.jspecify.annotations.NullMarked;
