package dev.rondo.recorder;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills in a file's name: {@code %p} is the process id, {@code %t} the time, {@code %%} a %. */
final class FileName {
  private static final Pattern MARK = Pattern.compile("%([pt%])");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");

  private FileName() {}

  /** For a file of this process, made now. */
  static Path ofThisProcess(String pattern) {
    return of(pattern, ProcessHandle.current().pid(), LocalDateTime.now(ZoneId.systemDefault()));
  }

  static Path of(String pattern, long pid, LocalDateTime time) {
    return Path.of(MARK.matcher(pattern).replaceAll(m -> value(m.group(1), pid, time)));
  }

  private static String value(String letter, long pid, LocalDateTime time) {
    return switch (letter) {
      case "p" -> String.valueOf(pid);
      case "t" -> Matcher.quoteReplacement(TIME.format(time));
      default -> "%";
    };
  }
}
