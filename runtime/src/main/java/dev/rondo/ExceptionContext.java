package dev.rondo;

import org.jspecify.annotations.Nullable;

/**
 * What a loop's exception handler is told.
 *
 * @param message what went wrong, in a sentence
 * @param exception what was thrown, or null where nothing was
 * @param task the task concerned, or null if it was a plain callback's or future's
 */
public record ExceptionContext(
    String message, @Nullable Throwable exception, @Nullable Task<?> task) {}
