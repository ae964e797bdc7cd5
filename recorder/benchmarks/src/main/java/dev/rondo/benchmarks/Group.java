package dev.rondo.benchmarks;

import java.util.List;

/** What is compared with each other, and so measured side by side, round after round. */
record Group(String name, List<Probe> probes) {
  Group(String name, Probe... probes) {
    this(name, List.of(probes));
  }
}
