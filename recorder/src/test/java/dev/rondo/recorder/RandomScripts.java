package dev.rondo.recorder;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Programs of {@code Script.java} made at random: tasks that share futures, locks, events and
 * queues, wait for each other, cancel each other, and mark what they see.
 */
final class RandomScripts {
  private static final List<String> OBJECTS =
      List.of(
          "\"F\":{\"kind\":\"future\"}",
          "\"G\":{\"kind\":\"future\"}",
          "\"L\":{\"kind\":\"lock\"}",
          "\"E\":{\"kind\":\"event\"}",
          "\"S\":{\"kind\":\"semaphore\",\"value\":1}",
          "\"Q\":{\"kind\":\"queue\",\"maxsize\":2}",
          "\"P\":{\"kind\":\"priority-queue\"}");

  private final Random random;
  private int names;

  private RandomScripts(long seed) {
    random = new Random(seed);
  }

  /** The script of that number, as JSON. */
  static String script(long seed) {
    return new RandomScripts(seed).script();
  }

  private String script() {
    List<String> main = new ArrayList<>();
    int tasks = 2 + random.nextInt(3);
    for (int i = 0; i < tasks; i++) {
      main.add(spawn(0));
    }
    main.addAll(ops(1));
    main.add("[\"sleep\",50]");
    return "{\"objects\":{"
        + String.join(",", OBJECTS)
        + "},\"main\":["
        + String.join(",", main)
        + "]}";
  }

  private String spawn(int depth) {
    String name = "T" + ++names;
    return "[\"spawn\",\"%s\",[%s]]".formatted(name, String.join(",", ops(depth)));
  }

  private List<String> ops(int depth) {
    List<String> ops = new ArrayList<>();
    for (int i = 2 + random.nextInt(5); i > 0; i--) {
      ops.add(op(depth));
    }
    return ops;
  }

  private String op(int depth) {
    return switch (random.nextInt(22)) {
      case 0, 1, 2 -> "[\"yield\"]";
      case 3 -> "[\"sleep\",%d]".formatted(random.nextInt(4));
      case 4 -> depth < 2 ? spawn(depth + 1) : "[\"yield\"]";
      case 5 -> "[\"set\",\"%s\",%d]".formatted(pick("F", "G"), random.nextInt(3));
      case 6 -> "[\"wait-for\",\"%s\",%d]".formatted(pick("F", "G", task()), 2 + random.nextInt(5));
      case 7 -> "[\"cancel\",\"%s\"]".formatted(pick("F", task(), task()));
      case 8 -> "[\"lock\",\"L\",[%s]]".formatted(String.join(",", ops(2)));
      case 9 -> "[\"semaphore\",\"S\",[%s]]".formatted(op(2));
      case 10 -> "[\"set-event\",\"E\"]";
      case 11 -> "[\"clear-event\",\"E\"]";
      case 12 -> "[\"timeout\",%d,[[\"wait-event\",\"E\"]]]".formatted(1 + random.nextInt(4));
      case 13, 14 -> "[\"put-nowait\",\"%s\",%d]".formatted(pick("Q", "P"), random.nextInt(9));
      case 15, 16 -> "[\"get-nowait\",\"%s\"]".formatted(pick("Q", "P"));
      case 17 -> "[\"timeout\",%d,[[\"get\",\"Q\"]]]".formatted(1 + random.nextInt(4));
      case 18 -> "[\"state\",\"%s\"]".formatted(pick("F", "G", task()));
      case 19 -> callback("soon", "");
      case 20 -> callback("later", random.nextInt(4) + ",");
      default ->
          "[\"try\",[[\"timeout\",3,[[\"await\",\"%s\"]]]],{\"except\":[[\"mark\",\"no\"]]}]"
              .formatted(pick("F", "G", task()));
    };
  }

  private String callback(String op, String delay) {
    String name = "cb-" + ++names;
    return "[\"%s\",\"%s\",%s[[\"mark\",\"%s\"],[\"put-nowait\",\"Q\",%d]]]"
        .formatted(op, name, delay, name, random.nextInt(9));
  }

  private String task() {
    return "T" + (1 + random.nextInt(Math.max(1, names + 1)));
  }

  private String pick(String... names) {
    return names[random.nextInt(names.length)];
  }
}
