package dev.rondo.dump;

/**
 * A timer that will wake or cancel a task.
 *
 * @param name what it is for: {@code wake} (of a sleep), {@code timeout} …
 * @param dueIn nanoseconds from the moment of the dump; negative if it is overdue
 */
public record TimerDump(String name, long dueIn) {}
