package dev.rondo.recorder;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The names of a flight recorder's files, by a pattern: {@code %p} is the process, {@code %t} the
 * time (UTC), {@code %n} a number from 1. Where it has no {@code %n}, further files have {@code
 * -2}, {@code -3} … before their ending. Not thread-safe.
 */
final class FlightNames {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private final String pattern;
  private int files;

  FlightNames(String pattern) {
    this.pattern = pattern;
  }

  Path next() {
    int number = ++files;
    String name =
        pattern
            .replace("%p", String.valueOf(ProcessHandle.current().pid()))
            .replace("%t", TIME.format(LocalDateTime.now(ZoneOffset.UTC)))
            .replace("%n", String.valueOf(number));
    return Path.of(pattern.contains("%n") || number == 1 ? name : withNumber(name, number));
  }

  private static String withNumber(String name, int number) {
    int dot = name.indexOf('.', name.lastIndexOf('/') + 2);
    int end = dot < 0 ? name.length() : dot;
    return name.substring(0, end) + "-" + number + name.substring(end);
  }
}
