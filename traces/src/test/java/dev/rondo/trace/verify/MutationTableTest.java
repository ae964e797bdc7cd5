package dev.rondo.trace.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Breaks correct traces in every way, kind by kind, and counts what is noticed: the table in {@code
 * docs/verify.md}, which {@code -Drondo.rewrite=true} writes anew.
 */
class MutationTableTest {
  private static final Path PAGE = Path.of("../docs/verify.md");

  /** So many places are tried for each kind of event and of mutation. */
  private static final int PLACES = 200;

  private static final Pattern KIND = Pattern.compile("\"ev\":\"([a-z]+)\"");
  private static final Pattern TIME = Pattern.compile("\"t\":(\\d+)");

  /** Changes a trace in one place; false where there is nothing to change. */
  private interface Mutation {
    boolean apply(List<String> events, int place);
  }

  private static final Map<String, Mutation> MUTATIONS = mutations();

  private static Map<String, Mutation> mutations() {
    Map<String, Mutation> mutations = new LinkedHashMap<>();
    mutations.put("dropped", (events, i) -> events.remove(i) != null);
    mutations.put("twice", (events, i) -> events.addAll(i, List.of(events.get(i))));
    mutations.put("swapped with the next", MutationTableTest::swap);
    mutations.put("of another task", (events, i) -> retarget(events, i, "task|parent|by"));
    mutations.put("another handle", (events, i) -> retarget(events, i, "handle"));
    mutations.put("another future", (events, i) -> retarget(events, i, "on|of|future"));
    mutations.put("earlier than the one before", MutationTableTest::earlier);
    return mutations;
  }

  private static boolean swap(List<String> events, int i) {
    if (i + 1 == events.size() || said(events.get(i)).equals(said(events.get(i + 1)))) {
      return false;
    }
    String time = time(events.get(i));
    events.set(i, TIME.matcher(events.get(i)).replaceFirst("\"t\":" + time(events.get(i + 1))));
    events.set(i + 1, TIME.matcher(events.get(i + 1)).replaceFirst("\"t\":" + time));
    Collections.swap(events, i, i + 1);
    return true;
  }

  private static boolean earlier(List<String> events, int i) {
    long before = i == 0 ? 0 : Long.parseLong(time(events.get(i - 1)));
    events.set(i, TIME.matcher(events.get(i)).replaceFirst("\"t\":" + (before - 1)));
    return before > 0;
  }

  /** Replaces an id by another that the trace uses for the same. */
  private static boolean retarget(List<String> events, int i, String keys) {
    Pattern id = Pattern.compile("(?<=\"(?:" + keys + ")\":)\\d+");
    Matcher own = id.matcher(events.get(i));
    if (!own.find()) {
      return false;
    }
    String other =
        events.stream()
            .flatMap(event -> id.matcher(event).results().map(result -> result.group()))
            .filter(found -> !found.equals(own.group()))
            .skip(i % 3)
            .findFirst()
            .orElse("987654");
    events.set(i, own.replaceFirst(other));
    return true;
  }

  private static String time(String event) {
    Matcher time = TIME.matcher(event);
    return time.find() ? time.group(1) : "0";
  }

  /** What an event says, but for its number and time. */
  private static String said(String event) {
    return event.replaceFirst("\"seq\":\\d+,\"t\":\\d+,", "");
  }

  private static String kind(String event) {
    Matcher kind = KIND.matcher(event);
    return !kind.find()
        ? "?"
        : kind.group(1).equals("done") && event.contains("\"future\":")
            ? "done of a future"
            : kind.group(1);
  }

  private static String trace(String header, List<String> events) {
    StringBuilder text = new StringBuilder(header).append('\n');
    for (int i = 0; i < events.size(); i++) {
      text.append(events.get(i).replaceFirst("\"seq\":\\d+", "\"seq\":" + (i + 1))).append('\n');
    }
    return text.append("{\"ev\":\"end\",\"events\":%d,\"lost\":0}\n".formatted(events.size()))
        .toString();
  }

  private static final class Cell {
    private int tried;
    private int noticed;

    void add(boolean found) {
      tried++;
      noticed += found ? 1 : 0;
    }

    @Override
    public String toString() {
      return tried == 0
          ? "–"
          : noticed == tried ? "always" : noticed == 0 ? "**never**" : "sometimes";
    }
  }

  private static Map<String, Map<String, Cell>> table() throws IOException {
    Map<String, Map<String, Cell>> table = new TreeMap<>();
    List<Path> files =
        Stream.of("golden", "asyncio/scripts", "asyncio/sync", "asyncio/eager", "asyncio/random")
            .flatMap(folder -> Corpus.in(folder).stream())
            .toList();
    for (Path file : files) {
      List<String> lines = Files.readAllLines(file);
      List<String> events = lines.subList(1, lines.size() - 1);
      for (int i = 0; i < events.size(); i++) {
        Map<String, Cell> row =
            table.computeIfAbsent(kind(events.get(i)), _ -> new LinkedHashMap<>());
        for (Map.Entry<String, Mutation> mutation : MUTATIONS.entrySet()) {
          Cell cell = row.computeIfAbsent(mutation.getKey(), _ -> new Cell());
          List<String> mutated = new ArrayList<>(events);
          if (cell.tried < PLACES && mutation.getValue().apply(mutated, i)) {
            String trace = trace(lines.getFirst(), mutated);
            cell.add(!Verifier.verify(Corpus.reader(trace)).correct());
          }
        }
      }
    }
    return table;
  }

  private static String page() throws IOException {
    StringBuilder text = new StringBuilder("| event | ");
    text.append(String.join(" | ", MUTATIONS.keySet())).append(" |\n| ---");
    text.append(" | ---".repeat(MUTATIONS.size())).append(" |\n");
    table()
        .forEach((kind, row) -> {
          text.append("| `").append(kind).append('`');
          row.values().forEach(cell -> text.append(" | ").append(cell));
          text.append(" |\n");
        });
    return text.toString();
  }

  private static String rules() {
    StringBuilder text =
        new StringBuilder("| rule | finding | what is demanded |\n| --- | --- | --- |\n");
    for (Rule rule : Rule.values()) {
      text.append(
          "| %s | `%s` | %s |\n"
              .formatted(rule.number() == 0 ? "shape" : rule.number(), rule.id(), rule.text()));
    }
    return text.toString();
  }

  @Test
  void whatIsNoticedIsWhatThePageSays() throws IOException {
    String page = Files.readString(PAGE);
    String now = between(between(page, "noticed", page()), "rules", rules());
    if (Boolean.getBoolean("rondo.rewrite")) {
      Files.writeString(PAGE, now);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(now);
  }

  private static String between(String page, String name, String content) {
    String begin = "<!-- " + name + " -->\n";
    int from = page.indexOf(begin) + begin.length();
    return page.substring(0, from) + content + page.substring(page.indexOf("<!-- end", from));
  }
}
