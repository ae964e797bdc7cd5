package dev.rondo.cli;

import static java.util.stream.Collectors.joining;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Draws what a receiver's Zipkin API says of a trace: a row for each span, indented below its
 * parent, coloured by service; an arrow for each message that took a link across.
 */
final class Waterfall {
  private static final int WIDTH = 980;
  private static final int TOP = 84; // of the first row
  private static final int ROW = 28;
  private static final int LEFT = 230; // of the bars
  private static final int RIGHT = 880;
  private static final int INDENT = 18;
  private static final int MOST_TICKS = 7;
  private static final String STYLE =
      """
      text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:#1f2328}
      .title{font-weight:600}
      .bg{fill:#fff;stroke:#d0d7de}.dim{fill:#59636e}.grid{stroke:#d8dee4}.tree{stroke:#afb8c1;fill:none}
      .msg{stroke:#1f2328;stroke-dasharray:4 3;fill:none}.tip{fill:#1f2328}
      .s0{fill:#2a78d6}.s1{fill:#d9730d}.s2{fill:#2b8a3e}.s3{fill:#8250df}
      @media(prefers-color-scheme:dark){text{fill:#e6edf3}
      .bg{fill:#0d1117;stroke:#30363d}.dim{fill:#9198a1}.grid{stroke:#262c36}.tree{stroke:#4d5561}
      .msg{stroke:#e6edf3}.tip{fill:#e6edf3}
      .s0{fill:#4493f8}.s1{fill:#f0883e}.s2{fill:#3fb950}.s3{fill:#ab7df8}}
      """;

  /** A span in its row; times in microseconds. */
  private record Bar(JsonNode span, int row, int depth, int parentRow) {
    String id() {
      return span.path("id").asString();
    }

    String service() {
      return span.path("localEndpoint").path("serviceName").asString();
    }

    long start() {
      return span.path("timestamp").asLong();
    }

    long length() {
      return span.path("duration").asLong();
    }

    long end() {
      return start() + length();
    }

    int middle() {
      return TOP + row * ROW + ROW / 2;
    }
  }

  private final Map<String, List<JsonNode>> children = new HashMap<>();
  private final List<Bar> bars = new ArrayList<>();
  private final List<String> services = new ArrayList<>();
  private final StringBuilder out = new StringBuilder();
  private long begin;
  private long length;

  private Waterfall(JsonNode spans) {
    spans.forEach(span ->
        children
            .computeIfAbsent(span.path("parentId").asString(""), id -> new ArrayList<>())
            .add(span));
    children
        .values()
        .forEach(list -> list.sort(Comparator.comparing(s -> s.path("timestamp").asLong())));
    addChildren("", 0, -1);
    begin = bars.stream().mapToLong(Bar::start).min().orElseThrow();
    length = Math.max(1, bars.stream().mapToLong(Bar::end).max().orElseThrow() - begin);
    services.addAll(bars.stream().map(Bar::service).distinct().toList());
  }

  /** The picture, as a text of SVG. */
  static String svg(String title, JsonNode spans) {
    return new Waterfall(spans).draw(title);
  }

  private void addChildren(String parent, int depth, int parentRow) {
    for (JsonNode span : children.getOrDefault(parent, List.of())) {
      Bar bar = new Bar(span, bars.size(), depth, parentRow);
      bars.add(bar);
      addChildren(bar.id(), depth + 1, bar.row());
    }
  }

  private String draw(String title) {
    int height = TOP + bars.size() * ROW + 14;
    say("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' role='img'>", WIDTH, height);
    say("<title>%s</title>", escaped(title));
    say("<style>%n%s</style>", STYLE);
    say("<rect class='bg' x='.5' y='.5' width='%d' height='%d' rx='6'/>", WIDTH - 1, height - 1);
    say("<text class='title' x='16' y='26'>%s</text>", escaped(title));
    legend();
    ticks(height - 14);
    bars.forEach(this::row);
    bars.forEach(this::messages);
    say("</svg>");
    return out.toString();
  }

  private void legend() {
    int x = 16;
    for (String service : services) {
      say("<rect class='%s' x='%d' y='41' width='12' height='12' rx='3'/>", colour(service), x);
      say("<text x='%d' y='52'>%s</text>", x + 18, escaped(service));
      x += 40 + 8 * service.length();
    }
    say("<path class='msg' d='M%d 47h24'/><path class='tip' d='M%d 47l-6 -4v8z'/>", x, x + 30);
    say("<text x='%d' y='52'>message</text>", x + 36);
  }

  private void ticks(int bottom) {
    long step = step();
    for (long t = 0; t <= length; t += step) {
      double x = x(begin + t);
      say("<path class='grid' d='M%.1f %dV%d'/>", x, TOP - 6, bottom);
      say("<text class='dim' x='%.1f' y='%d' text-anchor='middle'>%s</text>", x, TOP - 12, time(t));
    }
  }

  /** 1, 2 or 5 times a power of ten. */
  private long step() {
    long unit = 1;
    while (true) {
      for (int times : new int[] {1, 2, 5}) {
        if (length / (unit * times) < MOST_TICKS) {
          return unit * times;
        }
      }
      unit *= 10;
    }
  }

  private void row(Bar bar) {
    int x = 16 + bar.depth() * INDENT;
    int y = bar.middle();
    if (bar.parentRow() >= 0) {
      int from = bars.get(bar.parentRow()).middle() + 8;
      say("<path class='tree' d='M%d %dV%dh9'/>", x - INDENT + 5, from, y);
    }
    say("<text x='%d' y='%d'>%s</text>", x, y + 4, escaped(bar.span().path("name").asString()));
    double left = x(bar.start());
    say(
        "<rect class='%s' x='%.1f' y='%d' width='%.1f' height='14' rx='3'/>",
        colour(bar.service()), left, y - 7, Math.max(2, x(bar.end()) - left));
    say(
        "<text class='dim' x='%d' y='%d' text-anchor='end'>%s</text>",
        WIDTH - 16, y + 4, time(bar.length()));
  }

  /** From the sender's bar to where the receiver's begins. */
  private void messages(Bar to) {
    for (Bar from : bars) {
      if (links(to).contains("|" + new BigInteger(from.id(), 16) + "|")) {
        double x = Math.clamp(x(to.start()), x(from.start()), x(from.end()));
        int down = to.row() > from.row() ? 1 : -1;
        int left = from.middle() + 7 * down;
        int y = to.middle() - 8 * down;
        say("<path class='msg' d='M%.1f %dL%.1f %d'/>", x, left, x(to.start()), y - 6 * down);
        say("<path class='tip' d='M%.1f %dl-4 %dh8z'/>", x(to.start()), y, -6 * down);
      }
    }
  }

  /** Links of messages, as SkyWalking tells them: {@code trace|span|…}, the ids in decimal. */
  private static String links(Bar bar) {
    return bar.span().path("tags").properties().stream()
        .filter(tag -> tag.getKey().startsWith("otlp.link."))
        .map(tag -> tag.getValue().asString())
        .filter(link -> link.contains("\"message\""))
        .collect(joining("\n"));
  }

  private String colour(String service) {
    return "s" + services.indexOf(service) % 4;
  }

  private double x(long time) {
    return LEFT + (RIGHT - LEFT) * (double) (time - begin) / length;
  }

  private static String time(long micros) {
    return micros < 10_000 && micros % 1000 != 0
        ? String.format(Locale.ROOT, "%.1f ms", micros / 1000.0)
        : Math.round(micros / 1000.0) + " ms";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private void say(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
