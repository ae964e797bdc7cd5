package dev.rondo.cli;

import picocli.CommandLine.Command;

/** Traces that are kept to hold later ones against. */
@Command(
    name = "golden",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Keeps golden traces: what tests are held against.",
      "A test that tells another story than NAME.jsonl leaves NAME.new.jsonl beside it."
    },
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo golden check src/test/resources/golden",
      "  rondo golden accept src/test/resources/golden"
    })
final class GoldenCommand {}
