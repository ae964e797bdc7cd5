package dev.rondo.cli;

import dev.rondo.trace.TraceException;
import dev.rondo.trace.rules.RulesException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** The one place where an exception becomes a message and an exit code. */
final class Failures {
  private Failures() {}

  /**
   * Tells the user what went wrong, in one line; only a bug of our own comes with its stack trace.
   *
   * @return the exit code that goes with it
   */
  static int report(Throwable failure, Console console) {
    return switch (failure) {
      case TraceException e -> input(console, e.getMessage());
      case RulesException e -> input(console, e.getMessage());
      case UsageException e -> {
        console.say(e.getMessage());
        yield ExitCode.USAGE;
      }
      case OutputFailure e -> output(console, e);
      case InvalidPathException e -> {
        console.say("'" + e.getInput() + "' can't be a file's name here: " + e.getReason());
        yield ExitCode.USAGE;
      }
      case UncheckedIOException e when e.getCause() != null ->
          input(console, describe(e.getCause()));
      case IOException e -> input(console, describe(e));
      case OutOfMemoryError e ->
          input(
              console, "not enough memory; RONDO_JAVA_OPTS=-Xmx… gives more than the usual share");
      default -> bug(failure, console);
    };
  }

  private static int input(Console console, @Nullable String message) {
    console.say(message);
    return ExitCode.INPUT;
  }

  private static int output(Console console, OutputFailure failure) {
    if (failure.readerGone()) {
      return ExitCode.PIPE;
    }
    console.err().println("rondo: " + Plain.text("" + failure.getMessage()));
    return ExitCode.INPUT;
  }

  private static int bug(Throwable failure, Console console) {
    console.say("this is a bug in rondo; please report it with what follows:");
    failure.printStackTrace(console.err());
    console.err().flush();
    return ExitCode.BUG;
  }

  /** An I/O error in plain words, with the file's name where there is one. */
  static String describe(IOException failure) {
    return failure instanceof FileSystemException e && e.getFile() != null
        ? e.getFile() + ": " + reason(failure)
        : reason(failure);
  }

  /** The same without the file's name. */
  static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "there is no such file or folder";
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "exists already";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default -> String.valueOf(failure.getMessage());
    };
  }
}
