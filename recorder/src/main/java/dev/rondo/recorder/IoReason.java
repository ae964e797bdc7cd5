package dev.rondo.recorder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be written, in words: the JDK often gives the bare path. */
final class IoReason {
  private IoReason() {}

  static String of(Throwable e) {
    return switch (e) {
      case UncheckedIOException wrapper when wrapper.getCause() != null -> of(wrapper.getCause());
      case NoSuchFileException missing -> "no such folder: " + missing.getFile();
      case AccessDeniedException denied -> "permission denied: " + denied.getFile();
      case FileSystemException other when other.getReason() != null ->
          String.valueOf(other.getReason());
      case IOException other -> String.valueOf(other.getMessage());
      default -> e.toString();
    };
  }
}
