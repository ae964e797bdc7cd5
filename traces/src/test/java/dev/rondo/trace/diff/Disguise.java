package dev.rondo.trace.diff;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The same trace with other ids and at other times: what a second run of the program might give.
 */
final class Disguise {
  private static final Pattern ID =
      Pattern.compile("\"(handle|task|future|parent|on|of|by|object)\":(\\d+)");
  private static final Pattern WAITING = Pattern.compile("\"waiting\":\\[([0-9,]*)]");
  private static final Pattern T = Pattern.compile("\"t\":(\\d+)");

  private final Map<String, Integer> ids = new HashMap<>();
  private final Random random;

  private Disguise(long seed) {
    random = new Random(seed);
  }

  static String of(String trace, long seed) {
    Disguise disguise = new Disguise(seed);
    return trace.lines().map(disguise::line).collect(Collectors.joining("\n", "", "\n"));
  }

  private String line(String line) {
    String ids = ID.matcher(line).replaceAll(m -> "\"" + m.group(1) + "\":" + id(m));
    String waiting =
        WAITING.matcher(ids).replaceAll(m -> "\"waiting\":[" + waiting(m.group(1)) + "]");
    return T.matcher(waiting).replaceAll(m -> "\"t\":" + (3 * Long.parseLong(m.group(1)) + 17));
  }

  private String waiting(String list) {
    return list.isEmpty()
        ? ""
        : Pattern.compile(",")
            .splitAsStream(list)
            .map(id -> "" + id("task", id))
            .collect(Collectors.joining(","));
  }

  private int id(MatchResult m) {
    return id(m.group(1), m.group(2));
  }

  private int id(String key, String id) {
    String space =
        switch (key) {
          case "handle", "object" -> key;
          default -> "future";
        };
    return ids.computeIfAbsent(space + id, _ -> fresh());
  }

  private int fresh() {
    int id = 1 + random.nextInt(1_000_000);
    return ids.containsValue(id) ? fresh() : id;
  }
}
