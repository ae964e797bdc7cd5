package dev.rondo.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Measures all groups, prints the tables, and writes them to {@code docs/benchmarks.md} if all of
 * them were measured at full length. {@code --help} tells the options.
 */
public final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] args) {
    try {
      System.exit(run(args));
    } catch (IllegalArgumentException e) {
      System.err.println("benchmarks: " + e.getMessage());
      System.exit(2);
    } catch (IOException | IllegalStateException e) {
      System.err.println("benchmarks: " + e.getMessage());
      System.exit(1);
    }
  }

  private static int run(String[] args) throws IOException {
    if (List.of(args).contains("--help")) {
      System.out.println(Settings.HELP);
      return 0;
    }
    Settings settings = Settings.parse(args, Path.of(System.getProperty("rondo.home", ".")));
    Instant start = Instant.now();
    double load = Machine.load();
    Figures figures = measure(settings);
    Duration took = Duration.between(start, Instant.now());
    String machine = Machine.describe(settings, start, took, load);
    Page page = new Page(machine, Tables.all(figures, settings));
    System.out.println(page.figures());
    if (settings.whole()) {
      page.writeTo(settings.page());
      System.out.println("written: " + settings.page());
    }
    return figures.failures().isEmpty() ? 0 : 1;
  }

  private static Figures measure(Settings settings) {
    Figures figures = new Figures();
    for (Group group : settings.groups()) {
      for (int round = 0; round < settings.rounds(); round++) {
        System.out.printf("%s: round %d of %d%n", group.name(), round + 1, settings.rounds());
        measure(group, settings, figures, round);
      }
    }
    return figures;
  }

  /** What fails is told, here and below the tables; the rest is measured nevertheless. */
  private static void measure(Group group, Settings settings, Figures figures, int round) {
    for (Probe probe : group.probes()) {
      try {
        probe.measure(settings, figures, round);
      } catch (IllegalStateException | UncheckedIOException e) {
        System.err.println("benchmarks: " + e.getMessage());
        figures.failed(probe);
      }
    }
  }
}
