package dev.rondo.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Where the traces of tests are written: a folder for each class, a file for each run. */
final class TraceFolder {
  private static final String FOLDER = "rondo.traces";
  private static final Pattern INVOCATION = Pattern.compile(".*:#(\\d+)\\]");

  private TraceFolder() {}

  /** Writes the trace of a run, and tells where. */
  static Path write(ExtensionContext context, @Nullable Schedule schedule, byte[] trace)
      throws IOException {
    Path file = file(context, schedule);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, trace);
    return file;
  }

  private static Path file(ExtensionContext context, @Nullable Schedule schedule) {
    Path folder =
        context.getConfigurationParameter(FOLDER).map(Path::of).orElseGet(TraceFolder::usual);
    return folder
        .resolve(context.getRequiredTestClass().getName())
        .resolve(context.getRequiredTestMethod().getName() + which(context, schedule) + ".jsonl");
  }

  private static String which(ExtensionContext context, @Nullable Schedule schedule) {
    if (schedule != null) {
      return "-" + schedule.inFileName();
    }
    int invocation = invocation(context);
    return invocation > 0 ? "-" + invocation : "";
  }

  /** The number, from 1, of this run of a test that runs more than once; 0 for any other. */
  static int invocation(ExtensionContext context) {
    Matcher number = INVOCATION.matcher(context.getUniqueId());
    return number.matches() ? Integer.parseInt(number.group(1)) : 0;
  }

  private static Path usual() {
    boolean maven = Files.exists(Path.of("pom.xml")) || Files.isDirectory(Path.of("target"));
    return Path.of(maven ? "target" : "build", "rondo");
  }
}
