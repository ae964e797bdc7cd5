package dev.rondo;

/**
 * What can stand in a loop's ready queue: a task, of which a step is due (one at most, so that the
 * task itself is the entry and nothing is allocated), or the handle of a plain callback.
 */
sealed interface Ready permits Task, Handle {}
