/**
 * Loops in OpenTelemetry while they run, through its API alone, with whatever SDK or agent the
 * program has. {@link dev.rondo.otel.Telemetry} is the door.
 *
 * <ul>
 *   <li>{@code LiveLoop} follows a loop's tasks: a span each, and its {@code LoopMetrics}; {@code
 *       Beside} stands between it and the recorder, so that neither's failure is the other's;
 *   <li>{@link dev.rondo.otel.TaskContextStorageProvider} has OpenTelemetry keep its current
 *       context where each task has its own: found as a service, whether anything is recorded or
 *       not.
 * </ul>
 *
 * <p>Nothing here is loaded in a program that does not have {@code opentelemetry-api}.
 */
@NullMarked
package dev.rondo.otel;

import org.jspecify.annotations.NullMarked;
