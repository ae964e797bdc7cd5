package dev.rondo.cli;

import java.util.List;
import org.jline.keymap.KeyMap;

/** What the keys of {@code replay} on a terminal do. */
enum StepKey {
  FORWARD("→", "the next event; also space, l", "\033[C \033OC l"),
  BACK("←", "the event before; also backspace, h", "\033[D \033OD h \177 \b"),
  STEP(
      "↓",
      "the next step: the next task or callback that runs; also enter, j",
      "\033[B \033OB j \r \n"),
  STEP_BACK("↑", "the step before; also k", "\033[A \033OA k"),
  TURN("t", "the next turn of the loop", "t"),
  TURN_BACK("T", "the turn before", "T"),
  START("g", "the beginning; also Home", "g \033[H \033OH \033[1~"),
  END("G", "the end; also End", "G \033[F \033OF \033[4~"),
  GO(":", "to an event (5000, or 2:5000 of loop 2), a time (12ms) or the end", ":"),
  KIND("e", "the next event of a kind (timer, mark, cancel …)", "e"),
  TASK("s", "the next event of a task, by its name or number (#3)", "s"),
  TEXT("/", "the next event whose line has a text or regular expression", "/"),
  FINDING("f", "the next finding: of verify, of --rules, or of lint", "f"),
  AGAIN("n", "the same search again, forwards", "n"),
  AGAIN_BACK("N", "the same search again, backwards", "N"),
  PANEL("Tab", "gives the room to the next panel: tasks, ready queue, timers", "\t"),
  DOWN("PgDn", "scrolls that panel down", "\033[6~ d"),
  UP("PgUp", "scrolls it up", "\033[5~ u"),
  LOOP("L", "shows another loop; then that of the event again", "L"),
  HELP("?", "this page", "?"),
  QUIT("q", "ends; also Ctrl-C", "q \003 \004");

  private final String shown;
  private final String help;
  private final String keys;

  StepKey(String shown, String help, String keys) {
    this.shown = shown;
    this.help = help;
    this.keys = keys;
  }

  /** How the key is called. */
  String shown() {
    return shown;
  }

  /** What it does. */
  String help() {
    return help;
  }

  /** By what terminals send for them. */
  static KeyMap<StepKey> map() {
    KeyMap<StepKey> map = new KeyMap<>();
    for (StepKey key : values()) {
      map.bind(key, List.of(key.keys.split(" ")));
    }
    map.bind(FORWARD, " ");
    return map;
  }
}
