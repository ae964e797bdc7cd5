package dev.rondo.cli;

import dev.rondo.trace.golden.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The golden traces that a command is about: a mixin. */
final class GoldenPlaces {

  @Parameters(
      arity = "1..*",
      paramLabel = "DIR",
      description = "A folder with golden traces in it or below it, or a single trace.")
  private final List<Path> places = new ArrayList<>();

  /** All of them; an error if there is none, or a place is not there. */
  List<GoldenFile> files() throws IOException {
    List<GoldenFile> files = new ArrayList<>();
    for (Path place : places) {
      if (!Files.exists(place)) {
        throw new IOException(place + ": no such folder or file");
      }
      List<GoldenFile> found = GoldenFile.in(place);
      if (found.isEmpty()) {
        throw new IOException(place + ": no traces there, expected NAME.jsonl or NAME.new.jsonl");
      }
      files.addAll(found);
    }
    return files.stream().distinct().toList();
  }
}
