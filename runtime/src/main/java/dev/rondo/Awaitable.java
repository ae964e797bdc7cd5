package dev.rondo;

/**
 * What can be awaited: a {@link Coroutine}, which then runs in place and never cedes control by
 * itself, or a {@link Future} (a {@link Task} is one), which cedes control unless it is done.
 *
 * @param <T> the type of its result; {@code Void} where there is none (the result is then null)
 */
public sealed interface Awaitable<T> permits Coroutine, Future {}
