package dev.rondo.cli;

import dev.rondo.trace.PlainFile;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.Playback;
import dev.rondo.trace.model.Position;
import dev.rondo.trace.model.Step;
import dev.rondo.trace.model.Steps;
import dev.rondo.trace.rules.Rules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Plays a trace back. */
@Command(
    name = "replay",
    description = {
      "Plays a trace back, a step a line, or up to one point of it.",
      "A line says when what ran, why, what it did, and how many entries were still ready.",
      "With --run the program itself runs again, as it was recorded.",
      "On a terminal it is shown event by event, forwards and backwards; ? tells the keys."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo replay                     what 'rondo run' recorded last",
      "  rondo replay a.jsonl --lines     a step a line on a terminal, too",
      "  rondo replay a.jsonl --until 5000",
      "  rondo replay a.jsonl --until 12ms --json | jq .ready",
      "  rondo replay a.jsonl --run Hello.java     the program, under that schedule",
      "  rondo replay a.jsonl --lenient --run Hello.java     all that it does otherwise"
    })
final class ReplayCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final TraceArgument argument = new TraceArgument();

  @Option(
      names = "--until",
      paramLabel = "SEQ|TIME",
      converter = PositionConverter.class,
      description =
          "Print the state right after event SEQ (2:5000 is one of loop 2), or at TIME (12ms, 1.5s,"
              + " 250us).")
  private @Nullable Position until;

  @Option(
      names = "--run",
      arity = "1..*",
      preprocessor = TheRest.class,
      paramLabel = "AS-FOR-JAVA",
      description =
          "Run that program again under the recorded schedule, and tell whether it does the same:"
              + " exit 0 if so, 1 where it parts from the recording, and ends. All words that follow"
              + " are for java.")
  private @Nullable List<String> program;

  @Mixin private final ReplayOptions again = new ReplayOptions();

  /** Takes all the words that are left, whatever they look like. */
  static final class TheRest implements IParameterPreprocessor {
    @Override
    public boolean preprocess(
        Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
      List<String> words = new ArrayList<>();
      while (!args.isEmpty()) {
        words.add(args.pop());
      }
      if (words.isEmpty()) {
        throw new ParameterException(command.commandLine(), "--run names no program");
      }
      option.setValue(words);
      return true;
    }
  }

  @Option(names = "--lines", description = "Print lines, even on a terminal.")
  private boolean lines;

  @Mixin private final RulesOption rules = new RulesOption();
  @Mixin private final LoopOption loops = new LoopOption();
  @Mixin private final JsonOption json = new JsonOption();

  ReplayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    again.require(program != null);
    boolean onScreen =
        console.keyboard() && program == null && until == null && !lines && !json.on();
    if (rules.given() && !onScreen) {
      throw new UsageException(
          "--rules is for the findings on the screen; elsewhere, use 'rondo verify --rules'");
    }
    if (program != null) {
      Path recording = Path.of(argument.name(console));
      return new ReplayRun(console, recording, again).run(program, json.on());
    }
    if (onScreen) {
      stepThrough();
      return ExitCode.FINE;
    }
    try (Reading trace = argument.read(console)) {
      if (until == null) {
        steps(trace);
      } else {
        loops.of(trace.at(loops.place(until), loops.number())).forEach(loop -> state(trace, loop));
      }
    }
    return ExitCode.FINE;
  }

  private void stepThrough() throws IOException {
    List<Rules> own = rules.read();
    try (Rereadable trace = argument.rereadable(console);
        Flaws flaws = new Flaws(trace.open(), own);
        PlainFile plain = PlainFile.of(trace.file());
        Playback playback = Playback.open(trace.name(), plain.path());
        Terminal terminal = TerminalBuilder.builder().dumb(false).build()) {
      Stepper stepper = new Stepper(terminal, console, trace.name(), playback, flaws);
      stepper.pin(loops.number());
      stepper.run();
    }
  }

  private void steps(Reading trace) {
    if (console.columns() > 0) {
      trace.quietly();
    }
    Extent extent = new Extent();
    StepLines lines = new StepLines(console, trace.header());
    Steps steps = new Steps(step -> show(step, lines));
    lines.follow(steps.model());
    trace.each(event -> {
      extent.add(event);
      steps.apply(event);
    });
    steps.finish();
    lines.end();
    extent.requireLoop(loops.number(), trace);
  }

  private void show(Step step, StepLines lines) {
    if (loops.includes(step.slice().loop())) {
      if (json.on()) {
        Json.print(console, lines.json(step));
      } else {
        lines.print(step);
      }
    }
  }

  private void state(Reading trace, LoopModel loop) {
    if (json.on()) {
      Json.print(console, StateJson.of(trace.name(), loop));
      return;
    }
    StateView view = new StateView(console, trace.name(), loop);
    view.heading();
    view.running();
    view.ready();
    view.timers();
    view.tasks();
  }
}
