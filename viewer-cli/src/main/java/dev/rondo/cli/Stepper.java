package dev.rondo.cli;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceException;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.Playback;
import dev.rondo.trace.model.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/**
 * Steps through a trace on a terminal: a key, then a new screen. What a key does and what is drawn
 * when the window changes its size exclude each other.
 */
final class Stepper {
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(150);

  /** Beyond so many events nothing is checked just to show what is found on the way. */
  private static final long FAR = 50_000;

  private static final int ESCAPE = 27;

  private final Terminal terminal;
  private final Playback trace;
  private final Flaws flaws;
  private final StepperView view;
  private final Display display;
  private StepSearch last = StepSearch.step();
  private @Nullable Prompt prompt;
  private boolean help;
  private boolean ended;
  private long patience;

  /** A question, what was typed so far, and what to do with the answer. */
  private record Prompt(String question, StringBuilder typed, Consumer<String> answer) {}

  Stepper(Terminal terminal, Console console, String name, Playback trace, Flaws flaws) {
    this.terminal = terminal;
    this.trace = trace;
    this.flaws = flaws;
    view = new StepperView(console, name, trace);
    display = new Display(terminal, true);
  }

  /** Shows loop {@code number}, whatever event is played; 0 shows that of the event. */
  void pin(int number) {
    view.pin(number);
  }

  /** Takes keys until the user has enough. */
  void run() throws IOException {
    Attributes before = terminal.enterRawMode();
    Attributes raw = terminal.getAttributes();
    raw.setLocalFlag(Attributes.LocalFlag.ISIG, false); // Ctrl-C is a key
    terminal.setAttributes(raw);
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.cursor_invisible);
    Terminal.SignalHandler resize = terminal.handle(Terminal.Signal.WINCH, _ -> resized());
    try {
      keys();
    } finally {
      terminal.handle(Terminal.Signal.WINCH, resize);
      terminal.puts(Capability.cursor_normal);
      terminal.puts(Capability.exit_ca_mode);
      terminal.setAttributes(before);
      terminal.flush();
    }
  }

  private void keys() {
    BindingReader reader = new BindingReader(terminal.reader());
    KeyMap<StepKey> map = StepKey.map();
    map.setNomatch(StepKey.HELP);
    draw();
    while (!ended) {
      if (prompt != null || help) {
        type(reader.readCharacter());
      } else {
        StepKey key = reader.readBinding(map);
        press(key == null ? StepKey.QUIT : key);
      }
      draw();
    }
  }

  private synchronized void resized() {
    display.reset();
    terminal.puts(Capability.clear_screen);
    draw();
  }

  /** Draws the screen anew. */
  synchronized void draw() {
    Size size = terminal.getSize();
    int width = Math.max(1, size.getColumns());
    int height = Math.max(1, size.getRows());
    if (prompt != null) {
      view.say(prompt.question + prompt.typed + "_", Colour.READY);
    }
    List<String> lines = help ? view.help(width, height) : view.lines(width, height);
    display.resize(size);
    display.updateAnsi(lines, -1);
    terminal.flush();
  }

  /** Does what a key does. */
  synchronized void press(StepKey key) {
    view.say("", null);
    patience = System.nanoTime() + PATIENCE;
    try {
      long before = trace.position();
      act(key);
      if (trace.position() != before) {
        view.panels().top();
      }
      showFlaw();
    } catch (TraceException e) {
      view.say("" + e.getMessage(), Colour.FAILED);
    } catch (UncheckedIOException e) {
      view.say("can't read on: " + e.getMessage(), Colour.FAILED);
    }
  }

  private void act(StepKey key) {
    switch (key) {
      case FORWARD -> orSay(trace.forward(), "the trace ends here");
      case BACK -> orSay(trace.back(), "this is the beginning");
      case STEP -> next(StepSearch.step());
      case STEP_BACK -> previous(StepSearch.step());
      case TURN -> next(StepSearch.turn());
      case TURN_BACK -> previous(StepSearch.turn());
      case START -> trace.seek(0, _ -> true);
      case END -> orSay(trace.seek(Long.MAX_VALUE, this::goOn), "stopped");
      case GO -> ask("go to: ", this::go);
      case KIND -> ask("next event of kind: ", kind -> look(() -> StepSearch.kind(kind)));
      case TASK -> ask("next event of task: ", task -> look(() -> StepSearch.task(task)));
      case TEXT -> ask("next event with: ", text -> look(() -> StepSearch.text(text, view.line())));
      case FINDING -> finding(flaws.after(trace.position(), this::goOn));
      case AGAIN -> next(last);
      case AGAIN_BACK -> previous(last);
      case PANEL -> view.panels().next();
      case DOWN -> view.panels().scroll(1);
      case UP -> view.panels().scroll(-1);
      case LOOP -> otherLoop();
      case HELP -> help = true;
      case QUIT -> ended = true;
    }
  }

  private void orSay(boolean done, String otherwise) {
    if (!done) {
      view.say(otherwise, Colour.FAINT);
    }
  }

  private void next(StepSearch search) {
    orSay(trace.next(search.from(), this::goOn), "no later " + search.what());
  }

  private void previous(StepSearch search) {
    orSay(trace.previous(search.from(), this::goOn), "no earlier " + search.what());
  }

  private void look(Supplier<StepSearch> search) {
    last = search.get();
    next(last);
  }

  private void finding(long place) {
    orSay(place > 0 && trace.seek(place, this::goOn), "nothing is found later");
  }

  /** Goes to the last event that does not lie beyond a place. */
  private void go(String text) {
    Position place;
    try {
      place = Position.parse(text);
    } catch (IllegalArgumentException e) {
      view.say("" + e.getMessage(), Colour.FAILED);
      return;
    }
    LoopModel shown = view.loop();
    int loop =
        place instanceof Position.AtSeq(int number, _) && number > 0
            ? number
            : shown == null ? 1 : shown.number();
    long from = trace.latest(model -> !StepSearch.isBeyond(place, model.loop(loop)));
    trace.seek(from, this::goOn);
    if (trace.next(StepSearch.beyond(place, loop).from(), this::goOn)) {
      trace.back();
    } else {
      trace.seek(Long.MAX_VALUE, this::goOn);
    }
  }

  private void otherLoop() {
    List<Integer> loops = trace.model().loops().stream().map(LoopModel::number).sorted().toList();
    int next = loops.indexOf(view.pinned()) + 1;
    view.pin(next < loops.size() ? loops.get(next) : 0);
  }

  /** What was found at the event, where that is known or soon found out. */
  private void showFlaw() {
    if (prompt == null && view.silent()) {
      long here = trace.position();
      if (here < FAR) {
        flaws.before(here + 1, this::goOn);
      }
      String flaw = flaws.at(here);
      if (flaw != null) {
        view.say(flaw, Colour.FAILED);
      }
    }
  }

  private void ask(String question, Consumer<String> answer) {
    prompt = new Prompt(question, new StringBuilder(), answer);
  }

  /** A character that was typed, while there is a question or the keys are shown. */
  synchronized void type(int c) {
    Prompt asked = prompt;
    if (help || asked == null || c < 0) {
      ended |= c < 0;
      help = false;
      prompt = null;
    } else if (c == '\r' || c == '\n') {
      answered(asked);
    } else if (c == ESCAPE || c == 3) {
      skipSequence();
      prompt = null;
      view.say("", null);
    } else if (c == '\b' || c == 127) {
      asked.typed.setLength(Math.max(0, asked.typed.length() - 1));
    } else if (c >= ' ') {
      asked.typed.appendCodePoint(c);
    }
  }

  private void answered(Prompt asked) {
    prompt = null;
    view.say("", null);
    patience = System.nanoTime() + PATIENCE;
    String text = asked.typed.toString().strip();
    if (text.isEmpty()) {
      return;
    }
    try {
      asked.answer.accept(text);
      view.panels().top();
      showFlaw();
    } catch (TraceException e) {
      view.say("" + e.getMessage(), Colour.FAILED);
    } catch (UncheckedIOException e) {
      view.say("can't read on: " + e.getMessage(), Colour.FAILED);
    }
  }

  /** An arrow key begins with an escape: the rest of it is nothing that was typed. */
  private void skipSequence() {
    try {
      while (terminal.reader().peek(20) >= 0) {
        terminal.reader().read();
      }
    } catch (IOException e) {
      ended = true;
    }
  }

  /** Says how far it is where something takes long; any key stops it. */
  private boolean goOn(long position) {
    if (System.nanoTime() - patience < 0) {
      return true;
    }
    patience = System.nanoTime() + PATIENCE;
    view.say("at event %,d; any key stops".formatted(position), Colour.READY);
    draw();
    view.say("", null);
    try {
      return terminal.reader().peek(1) == NonBlockingReader.READ_EXPIRED;
    } catch (IOException e) {
      return false;
    }
  }

  /** The event that was played last, or null. */
  @Nullable TraceEvent event() {
    return trace.event();
  }
}
