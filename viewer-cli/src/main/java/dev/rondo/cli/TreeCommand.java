package dev.rondo.cli;

import dev.rondo.trace.model.LoopModel;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the tasks of a trace as a tree. */
@Command(
    name = "tree",
    description = "Shows the tasks as a tree: who created whom, or who awaits whom.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo tree                       who created whom in what 'rondo run' recorded last",
      "  rondo tree a.jsonl --await --at 12ms",
      "                                   who waited for whom then"
    })
final class TreeCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final TraceArgument argument = new TraceArgument();
  @ArgGroup private Kind kind = new Kind();
  @Mixin private final AtOption at = new AtOption();
  @Mixin private final JsonOption json = new JsonOption();

  /** Which tree: one of the two. */
  static final class Kind {
    @Option(names = "--spawn", description = "Each task below the one that created it (default).")
    private boolean spawn;

    @Option(
        names = "--await",
        description = "Each task below what it waits for; tasks that are done are left out.")
    private boolean await;

    boolean awaits() {
      return await && !spawn;
    }
  }

  TreeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Reading trace = argument.read(console)) {
      for (LoopModel loop : at.loop().of(at.of(trace))) {
        TaskTree tree = kind.awaits() ? TaskTree.ofAwaits(loop) : TaskTree.ofSpawns(loop);
        TreeView view = new TreeView(console, trace.name(), loop, tree);
        if (json.on()) {
          Json.print(console, view.json());
        } else {
          view.print();
        }
      }
    }
    return ExitCode.FINE;
  }
}
