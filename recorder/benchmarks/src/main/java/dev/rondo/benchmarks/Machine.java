package dev.rondo.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import kotlin.KotlinVersion;

/** Where and how it was measured. */
final class Machine {
  private Machine() {}

  /**
   * As a list in Markdown.
   *
   * @param load what {@link #load} was at the start
   */
  static String describe(Settings settings, Instant start, Duration took, double load) {
    return """
    - %s, %d cores, %d GiB; %s %s
    - %s %s, flags `%s`
    - CPython %s; kotlinx.coroutines %s with Kotlin %s
    - on %s, %d rounds, %d min in all; %.1f processes wanted to run when it began
    """
        .formatted(
            processor(),
            Runtime.getRuntime().availableProcessors(),
            Math.round(memory() / (double) (1 << 30)),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            System.getProperty("java.vendor.version"),
            System.getProperty("java.vm.name"),
            String.join(" ", settings.jvm()),
            python(settings),
            Resources.text("kotlinx.version").strip(),
            KotlinVersion.CURRENT,
            start.atOffset(ZoneOffset.UTC).toLocalDate(),
            settings.rounds(),
            Math.max(1, took.toMinutes()),
            load);
  }

  private static String python(Settings settings) {
    Python python = settings.python();
    if (python == null) {
      return "3.13 or newer not found";
    }
    return python.version() + (python.uvloop() ? " with uvloop" : "; uvloop not installed");
  }

  private static long memory() {
    return system().getTotalMemorySize();
  }

  /** How many processes want to run, on the average of the last minute; negative if unknown. */
  static double load() {
    return system().getSystemLoadAverage();
  }

  private static OperatingSystemMXBean system() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  }

  /** As Linux tells it. */
  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown processor");
    } catch (IOException e) {
      return "unknown processor";
    }
  }
}
