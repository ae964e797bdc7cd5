package dev.rondo.cli;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.Narration;
import dev.rondo.trace.model.Playback;
import dev.rondo.trace.model.TraceModel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The screen of the stepper: where the trace is, the events around, the state of a loop, a line of
 * talk, a line of keys.
 */
final class StepperView {

  /** Beyond so many tasks the events to come are shown without the names that they will make. */
  private static final int MANY = 2_000;

  private static final String KEYS =
      " ←→ event  ↑↓ step  t turn  : go  e kind  s task  / text  f finding  ? help  q";

  private final Console console;
  private final String name;
  private final Playback trace;
  private final EventLine line;
  private final int decimals;
  private final StatePanels panels;

  private int pinned;
  private String talk = "";
  private @Nullable Colour talkColour;

  StepperView(Console console, String name, Playback trace) {
    this.console = console;
    this.name = name.substring(name.lastIndexOf('/') + 1);
    this.trace = trace;
    line = new EventLine(console, trace.header(), false);
    decimals = EventLine.decimals(trace.header());
    panels = new StatePanels(console);
  }

  StatePanels panels() {
    return panels;
  }

  EventLine line() {
    return line;
  }

  /** Says something until the next key. */
  void say(String text, @Nullable Colour colour) {
    talk = text;
    talkColour = colour;
  }

  /** Whether nothing was said since the last key. */
  boolean silent() {
    return talk.isEmpty();
  }

  /** Shows that loop whatever happens; 0 shows that of the event. */
  void pin(int loop) {
    pinned = loop;
  }

  int pinned() {
    return pinned;
  }

  /** The loop that is shown; null at the beginning. */
  @Nullable LoopModel loop() {
    TraceEvent event = trace.event();
    TraceModel model = trace.model();
    LoopModel loop = model.loop(pinned > 0 ? pinned : event == null ? 1 : event.loop());
    return loop != null || model.loops().isEmpty() ? loop : model.loops().getFirst();
  }

  /** The lines of a screen of that size. */
  List<String> lines(int width, int height) {
    int events = Math.clamp(height / 4, 1, 10);
    List<String> lines = new ArrayList<>();
    LoopModel loop = loop();
    lines.add(title(loop, width));
    events(events, width, lines);
    int room = height - lines.size() - 2;
    if (loop != null) {
      panels.lines(loop, current(), width, room, lines);
    }
    while (lines.size() < height - 2) {
      lines.add("");
    }
    lines.add(talk(loop, width));
    lines.add(new Row(console, width).add(Colour.FAINT, keys()).text());
    return lines.size() <= height ? lines : lines.subList(0, Math.max(0, height));
  }

  private String keys() {
    return console.unicode() ? KEYS : KEYS.replace("←→", "<- ->").replace("↑↓", "up/down");
  }

  private long current() {
    TraceEvent event = trace.event();
    return event == null ? 0 : EventFilter.named(event).findFirst().orElse(0);
  }

  private String title(@Nullable LoopModel loop, int width) {
    String size = trace.size() < 0 ? "" : " of " + trace.size();
    Row row = new Row(console, width).add(Colour.STRONG, " " + name);
    row.add("  event " + trace.position() + size);
    if (loop != null) {
      String phase = loop.phase() == null ? "" : " " + loop.phase().text();
      row.add(
          "  loop %d%s%s  seq %d  %s  turn %d"
              .formatted(
                  loop.number(),
                  pinned > 0 ? " only" : "",
                  phase,
                  loop.seq(),
                  EventLine.milliseconds(loop.t(), decimals),
                  loop.turn()));
    }
    return row.text();
  }

  /** The events before this one, this one, and what comes next. */
  private void events(int count, int width, List<String> lines) {
    int ahead = count / 3;
    TraceModel model = trace.model();
    long first = trace.position() - (count - ahead - 1);
    for (long at = first; at <= trace.position(); at++) {
      lines.add(event(trace.eventAt(at), at, model, width));
    }
    boolean named = model.loops().stream().allMatch(loop -> loop.counts().tasks() < MANY);
    TraceModel later = named ? model.copy() : model;
    for (long at = trace.position() + 1; at <= trace.position() + ahead; at++) {
      TraceEvent event = trace.eventAt(at);
      if (event != null && named) {
        later.apply(event);
      }
      lines.add(event(event, at, later, width));
    }
  }

  private String event(@Nullable TraceEvent event, long at, TraceModel model, int width) {
    Row row = new Row(console, width);
    boolean here = at == trace.position();
    if (event == null) {
      return at == 0
          ? row.add(here ? marker() : "  ").add(Colour.FAINT, "the beginning").text()
          : "";
    }
    String seq = (model.loops().size() > 1 ? event.loop() + ":" : "") + event.seq();
    String when = "%6s %12s  ".formatted(seq, EventLine.milliseconds(event.t(), decimals));
    String text = line.text(event, model.loop(event.loop()));
    row.add(here ? marker() : "  ");
    if (at > trace.position()) {
      return row.add(Colour.FAINT, when + "%-8s %s".formatted(event.ev(), text)).text();
    }
    row.add(when).add(EventLine.colour(event), "%-8s".formatted(event.ev())).add(" ");
    return (here ? row.add(Colour.STRONG, text) : row.add(text)).text();
  }

  private String marker() {
    return console.unicode() ? "▶ " : "> ";
  }

  private String talk(@Nullable LoopModel loop, int width) {
    Row row = new Row(console, width).add(" ");
    if (!talk.isEmpty()) {
      return (talkColour == null ? row.add(talk) : row.add(talkColour, talk)).text();
    }
    TraceEvent event = trace.event();
    LoopModel of = event == null ? loop : trace.model().loop(event.loop());
    if (event == null || of == null) {
      return "";
    }
    boolean last = trace.position() == trace.size();
    return row.add(Colour.FAINT, Narration.of(event, of) + (last ? "; the trace ends here" : ""))
        .text();
  }

  /** What all keys do. */
  List<String> help(int width, int height) {
    List<String> lines = new ArrayList<>();
    lines.add(new Row(console, width).add(Colour.STRONG, " The keys").text());
    for (StepKey key : StepKey.values()) {
      if (lines.size() < height - 1) {
        lines.add(
            new Row(console, width)
                .add(Colour.READY, "  " + Plain.pad(key.shown(), 6))
                .add(key.help())
                .text());
      }
    }
    lines.add(new Row(console, width).add(Colour.FAINT, " any key goes back").text());
    return lines;
  }
}
