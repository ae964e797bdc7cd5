package dev.rondo.trace;

import org.jspecify.annotations.Nullable;

/**
 * A trace that cannot be read: not a trace, damaged, of another version, or out of reach. The
 * message is one line which names the file, the line where there is one, what was found, and what
 * was expected; it is made to be shown to the user as it is.
 *
 * <p>Unchecked, for a reader's user can rarely do more than report it.
 */
public final class TraceException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String file;
  private final long line;
  private final String problem;

  TraceException(String file, long line, String problem, @Nullable Throwable cause) {
    super(file + (line > 0 ? ", line " + line : "") + ": " + problem, cause);
    this.file = file;
    this.line = line;
    this.problem = problem;
  }

  /** The same, of a trace of which the first {@code lines} lines after its header were left out. */
  public TraceException shiftedBy(long lines) {
    return lines == 0 || line == 0
        ? this
        : new TraceException(file, line + lines, problem, getCause());
  }

  /** The trace's name, as it was given to the reader. */
  public String file() {
    return file;
  }

  /** The line that could not be read, from 1; 0 where the trouble is the file itself. */
  public long line() {
    return line;
  }
}
