/** Turns the life of a loop into a trace. */
@NullMarked
package dev.rondo.recorder;

import org.jspecify.annotations.NullMarked;
