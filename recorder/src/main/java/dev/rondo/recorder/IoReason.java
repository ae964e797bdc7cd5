package dev.rondo.recorder;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be written, in words: the JDK often gives the bare path. */
final class IoReason {
  private IoReason() {}

  static String of(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "no such folder: " + missing.getFile();
      case AccessDeniedException denied -> "permission denied: " + denied.getFile();
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
