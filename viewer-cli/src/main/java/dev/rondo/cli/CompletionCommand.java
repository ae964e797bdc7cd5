package dev.rondo.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the script that completes {@code rondo} command lines in the user's shell. */
@Command(
    name = "completion",
    description = "Prints the completion script for a shell.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(rondo completion bash)                          in this shell",
      "  rondo completion zsh >> ~/.zshrc                         in every zsh",
      "  rondo completion bash > ~/.local/share/bash-completion/completions/rondo"
    })
final class CompletionCommand implements Callable<Integer> {

  /** The shells that there is a script for. */
  enum Shell {
    bash,
    zsh
  }

  private final Console console;

  @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
  private Shell shell = Shell.bash;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String script = AutoComplete.bash("rondo", Cli.commandLine(console));
    console
        .out()
        .print(
            switch (shell) {
              case bash -> script;
              case zsh -> "autoload -U compinit bashcompinit; compinit; bashcompinit\n" + script;
            });
    return ExitCode.FINE;
  }
}
