package dev.rondo.cli;

/**
 * What the command's exit codes mean: the same for every command. Of several files, the highest.
 */
final class ExitCode {
  private ExitCode() {}

  /** Fine, or the same. */
  static final int FINE = 0;

  /** Findings, or a difference. */
  static final int FINDINGS = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** An input can't be read or compared. */
  static final int INPUT = 3;

  /** Our own bug. */
  static final int BUG = 70;

  /** Whoever read our output went away: 128 + SIGPIPE, as the shell reports it of other tools. */
  static final int PIPE = 141;
}
