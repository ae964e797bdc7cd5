package dev.rondo.cli;

import dev.rondo.trace.rules.Rules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --rules}: the user's own rules. A mixin. */
final class RulesOption {

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description =
          "Check the rules of this YAML or JSON file as well (docs/rules.md); repeatable.")
  private final List<Path> files = new ArrayList<>();

  /** Whether a file was named. */
  boolean given() {
    return !files.isEmpty();
  }

  /**
   * The rules of each file that was named.
   *
   * @throws dev.rondo.trace.rules.RulesException if one cannot be used
   */
  List<Rules> read() {
    return files.stream().map(Rules::read).toList();
  }
}
