package dev.rondo.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A CPython on this machine.
 *
 * @param command how it is called
 * @param version as {@code 3.13.0}
 * @param uvloop whether it can import uvloop
 */
record Python(String command, String version, boolean uvloop) {
  private static final Pattern RECENT = Pattern.compile("3\\.(1[3-9]|[2-9][0-9]).*");

  /**
   * The one named, or else the first that answers and is 3.13 or newer: the path's, then what pyenv
   * installed (whose command on the path fails where no version was chosen).
   *
   * @param command empty for any
   * @return null if there is none
   * @throws IllegalArgumentException if the one named does not answer
   */
  static @Nullable Python find(String command) {
    if (!command.isEmpty()) {
      return ask(command)
          .orElseThrow(() -> new IllegalArgumentException("--python: " + command + " fails"));
    }
    return Stream.concat(Stream.of("python3.13", "python3"), ofPyenv())
        .flatMap(each -> ask(each).stream())
        .filter(python -> recent(python.version))
        .findFirst()
        .orElse(null);
  }

  static boolean recent(String version) {
    return RECENT.matcher(version).matches();
  }

  private static Stream<String> ofPyenv() {
    String root = System.getenv("PYENV_ROOT");
    Path versions =
        (root == null ? Path.of(System.getProperty("user.home"), ".pyenv") : Path.of(root))
            .resolve("versions");
    try (Stream<Path> all = Files.list(versions)) {
      return all
          .filter(version -> recent(version.getFileName().toString()))
          .sorted()
          .toList()
          .stream()
          .map(version -> version.resolve("bin/python3").toString());
    } catch (IOException noPyenv) {
      return Stream.empty();
    }
  }

  private static Optional<Python> ask(String command) {
    return version(command, "asyncio")
        .map(version -> new Python(command, version, version(command, "uvloop").isPresent()));
  }

  private static Optional<String> version(String command, String loop) {
    try {
      return new ChildProcess(script(command, loop, "version"))
          .lines().stream()
              .filter(line -> line.startsWith("version "))
              .map(line -> line.substring("version ".length()))
              .findFirst();
    } catch (IllegalStateException e) {
      return Optional.empty();
    }
  }

  /** The loops that it has. */
  List<String> loops() {
    return uvloop ? List.of("asyncio", "uvloop") : List.of("asyncio");
  }

  /** What that work took on that loop. */
  List<ChildProcess.Reading> run(String loop, String work, String count) {
    return new ChildProcess(script(command, loop, work, count)).figures();
  }

  private static List<String> script(String command, String... arguments) {
    String script = Resources.text("asyncio_peer.py");
    List<String> all = new ArrayList<>(List.of(command, "-c", script));
    all.addAll(List.of(arguments));
    return all;
  }
}
