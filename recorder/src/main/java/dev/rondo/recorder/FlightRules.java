package dev.rondo.recorder;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of {@link FlightRecorder#of}. */
final class FlightRules {
  private static final String RULES =
      "to=FILE, memory=16m, last=30s, slice=100ms, warn=CODE,CODE, error, stall, exit";
  private static final Pattern NUMBER = Pattern.compile("([0-9]{1,9})([a-z]*)");

  private FlightRules() {}

  static FlightRecorder of(String rules) {
    String pattern = "flight-%p-%n.jsonl";
    for (String rule : rules.split(";", -1)) {
      pattern = rule.startsWith("to=") ? rule.substring("to=".length()) : pattern;
    }
    FlightRecorder flight = FlightRecorder.to(pattern);
    for (String rule : rules.split(";", -1)) {
      if (!rule.isBlank() && !rule.startsWith("to=")) {
        apply(rule.strip(), flight);
      }
    }
    return flight;
  }

  private static void apply(String rule, FlightRecorder flight) {
    String value = rule.substring(rule.indexOf('=') + 1);
    switch (rule.substring(0, rule.length() - value.length())) {
      case "memory=" -> flight.memory(bytes(rule, value));
      case "last=" -> flight.last(duration(rule, value));
      case "slice=" -> flight.onSliceLongerThan(duration(rule, value));
      case "warn=" -> flight.onWarning(value.split(",", -1));
      default -> word(rule, flight);
    }
  }

  private static void word(String rule, FlightRecorder flight) {
    switch (rule) {
      case "error" -> flight.onError();
      case "stall" -> flight.onStall();
      case "exit" -> flight.atExit();
      default -> throw none(rule);
    }
  }

  private static Duration duration(String rule, String text) {
    Matcher number = NUMBER.matcher(text);
    if (!number.matches()) {
      throw none(rule);
    }
    long n = Long.parseLong(number.group(1));
    return switch (number.group(2)) {
      case "us" -> Duration.ofNanos(n * 1000);
      case "ms" -> Duration.ofMillis(n);
      case "s" -> Duration.ofSeconds(n);
      case "min" -> Duration.ofMinutes(n);
      default -> throw none(rule);
    };
  }

  private static long bytes(String rule, String text) {
    Matcher number = NUMBER.matcher(text);
    if (!number.matches()) {
      throw none(rule);
    }
    long n = Long.parseLong(number.group(1));
    return switch (number.group(2)) {
      case "k" -> n << 10;
      case "m" -> n << 20;
      case "g" -> n << 30;
      default -> throw none(rule);
    };
  }

  private static IllegalArgumentException none(String rule) {
    return new IllegalArgumentException("the flight rule '" + rule + "' is none of " + RULES);
  }
}
