package dev.rondo.cli;

import picocli.CommandLine.Command;

/** What traces can be turned into. */
@Command(
    name = "export",
    synopsisSubcommandLabel = "FORMAT",
    description = "Turns a trace into what other tools read.",
    commandListHeading = "%nFormats:%n",
    footerHeading = "%nExamples:%n",
    footer = {"  rondo export otlp a.jsonl -o a.otlp.jsonl", "  rondo export otlp --help"})
final class ExportCommand {}
