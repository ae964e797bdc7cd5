package dev.rondo.benchmarks;

/**
 * A work done by CPython's asyncio, and by uvloop where it is installed.
 *
 * @param count how often; a tenth in a quick run
 */
record PythonProbe(String work, int count) implements Probe {
  @Override
  public void measure(Settings settings, Figures into, int round) {
    Python python = settings.python();
    if (python == null) {
      return;
    }
    for (String loop : python.loops()) {
      python
          .run(loop, work, settings.scaled(count))
          .forEach(read -> into.add(work + "." + loop + "." + read.name(), round, read.value()));
    }
  }
}
