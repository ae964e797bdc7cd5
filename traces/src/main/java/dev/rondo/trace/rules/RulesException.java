package dev.rondo.trace.rules;

import org.jspecify.annotations.Nullable;

/**
 * A rule file that cannot be used. The message is one line which names the file, the line where
 * there is one, what was found, and what was expected; it is made to be shown to the user as it is.
 */
public final class RulesException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final long line;

  RulesException(String file, long line, String problem, @Nullable Throwable cause) {
    super(file + (line > 0 ? ", line " + line : "") + ": " + problem, cause);
    this.file = file;
    this.line = line;
  }

  /** The rule file's name, as it was given. */
  public String file() {
    return file;
  }

  /** The line that cannot be used, from 1; 0 where the trouble is the file itself. */
  public long line() {
    return line;
  }
}
