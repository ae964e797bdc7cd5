package dev.rondo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/** {@code rondo} without a command: there is nothing to do but to say so. */
@Command(
    name = "rondo",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = RondoCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Runs programs on the Rondo event loop and shows what their loops decided.",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo run Hello.java           run a program, recording its loops",
      "  rondo events                   list what the last run recorded",
      "  rondo events a.jsonl.zst | less",
      "  rondo help COMMAND             more on a command, with examples",
      "",
      "A TRACE is a .jsonl, .jsonl.gz or .jsonl.zst file, or - for standard input; where",
      "it is left out, the one that 'rondo run' wrote last is meant.",
      "",
      "Exit codes: 0 fine or same; 1 findings or a difference; 2 the command line is",
      "wrong; 3 an input can't be read or compared; 70 a bug in rondo; 141 the reader of",
      "the output went away. Of several files, the highest. 'rondo run' exits as the",
      "program does."
    })
final class RondoCommand {

  /** The version that the build wrote down, and the Java that runs it. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      return new String[] {"rondo " + number() + ", java " + Runtime.version()};
    }

    /** The version alone. */
    static String number() throws IOException {
      try (InputStream in = Version.class.getResourceAsStream("version")) {
        return new String(requireNonNull(in).readAllBytes(), UTF_8).strip();
      }
    }
  }
}
