package dev.rondo.otel;

import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.ContextStorageProvider;

/**
 * Has OpenTelemetry keep its current context in a {@link dev.rondo.ContextVar}, so that every task
 * has its own and keeps it over its pauses: a service, which OpenTelemetry finds by itself. Code
 * outside of loops sees what it always did: a context for each thread.
 */
public final class TaskContextStorageProvider implements ContextStorageProvider {

  /** For the service loader. */
  public TaskContextStorageProvider() {}

  /** The storage: one for all. */
  @Override
  public ContextStorage get() {
    return TaskContextStorage.ONLY;
  }
}
