/** The {@code rondo} command. */
@NullMarked
package dev.rondo.cli;

import org.jspecify.annotations.NullMarked;
