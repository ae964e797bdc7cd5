package dev.rondo.trace.golden;

import dev.rondo.trace.TraceReader;
import dev.rondo.trace.diff.Comparison;
import dev.rondo.trace.diff.DiffOptions;
import dev.rondo.trace.diff.TraceDiff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A golden trace, {@code NAME.jsonl}, and the new one that lies beside it where a run told another
 * story, {@code NAME.new.jsonl}; packed ones end in {@code .gz} or {@code .zst} as well. Either may
 * be missing.
 *
 * @param kept the trace that is held against
 * @param fresh the one that may replace it
 */
public record GoldenFile(Path kept, Path fresh) {
  private static final List<String> ENDINGS = List.of(".jsonl", ".jsonl.gz", ".jsonl.zst");
  private static final String NEW = ".new";

  /** The one of that name in a folder, not packed; a name with slashes is below it. */
  public static GoldenFile named(Path folder, String name) {
    return new GoldenFile(
        folder.resolve(name + ENDINGS.getFirst()), folder.resolve(name + NEW + ENDINGS.getFirst()));
  }

  /** The one that a file belongs to, as the kept or as the new one; none if it is no trace. */
  public static Optional<GoldenFile> of(Path file) {
    String name = String.valueOf(file.getFileName());
    return ENDINGS.stream()
        .filter(name::endsWith)
        .findFirst()
        .map(ending -> {
          String stem = name.substring(0, name.length() - ending.length());
          String base = stem.endsWith(NEW) ? stem.substring(0, stem.length() - NEW.length()) : stem;
          return new GoldenFile(
              file.resolveSibling(base + ending), file.resolveSibling(base + NEW + ending));
        });
  }

  /**
   * Those in a folder and below it, in order of their names; or of a file, its own.
   *
   * @throws IOException if it cannot be read
   */
  public static List<GoldenFile> in(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      return files
          .filter(Files::isRegularFile)
          .flatMap(file -> of(file).stream())
          .distinct()
          .sorted((a, b) -> a.kept.compareTo(b.kept))
          .toList();
    }
  }

  /** Whether there is one to hold against. */
  public boolean isKept() {
    return Files.exists(kept);
  }

  /** Whether there is a new one. */
  public boolean hasFresh() {
    return Files.exists(fresh);
  }

  /**
   * Compares the kept one with a trace.
   *
   * @throws dev.rondo.trace.TraceException if one of them cannot be read
   */
  public Comparison compare(TraceReader now, DiffOptions options) {
    try (TraceReader golden = TraceReader.open(kept)) {
      return TraceDiff.compare(golden, now, options, () -> {});
    }
  }

  /** Writes a trace, as golden traces are, as the new one. */
  public void propose(TraceReader trace) throws IOException {
    Files.createDirectories(fresh.toAbsolutePath().getParent());
    Path part = fresh.resolveSibling("." + fresh.getFileName()); // its ending tells the packing
    try {
      GoldenCopy.write(trace, part);
      Files.move(part, fresh, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** The new one takes the place of the kept one. */
  public void accept() throws IOException {
    Files.move(fresh, kept, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes the new one, if there is one: it is of no use any more. */
  public void dismiss() throws IOException {
    Files.deleteIfExists(fresh);
  }
}
