package dev.rondo.cli;

import picocli.CommandLine.Option;

/** {@code --json}: a mixin for every command that prints data. */
final class JsonOption {

  @Option(names = "--json", description = "Print JSON, for programs to read.")
  private boolean json;

  boolean on() {
    return json;
  }
}
