package dev.rondo.trace.model;

/**
 * What a future's completion will put in the ready queue.
 *
 * @param task a task that waits for the future, or 0 for a plain callback
 * @param name the task's or the callback's name
 */
public record Waiter(long task, String name) {}
