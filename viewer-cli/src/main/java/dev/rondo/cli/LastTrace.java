package dev.rondo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Remembers the trace that {@code rondo run} wrote last, in the user's state folder. */
final class LastTrace {
  private final Path memory;

  LastTrace(Map<String, String> environment) {
    memory = stateFolder(environment).resolve("rondo").resolve("last-trace");
  }

  private static Path stateFolder(Map<String, String> environment) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    return state.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".local", "state")
        : Path.of(state);
  }

  /** The trace written last, if one is remembered. It may be gone since. */
  Optional<Path> get() {
    try {
      return Files.exists(memory)
          ? Optional.of(Path.of(Files.readString(memory).strip()))
          : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** Remembers a trace. */
  void set(Path trace) throws IOException {
    Files.createDirectories(memory.getParent());
    Files.writeString(memory, trace.toAbsolutePath().normalize() + "\n");
  }
}
