package dev.rondo.trace.model;

/**
 * An entry of the ready queue.
 *
 * @param handle its number
 * @param task the task that it steps, or 0 for a plain callback
 * @param name the task's or the callback's name
 * @param cause why it is ready, and who made it so
 * @param thisTurn whether it was ready when the running turn began, and so runs in it
 */
public record ReadyHandle(long handle, long task, String name, Cause cause, boolean thisTurn) {}
