package dev.rondo.benchmarks;

/** Measures something once. */
interface Probe {
  /**
   * Measures, and adds what came of it.
   *
   * @throws IllegalStateException if that fails
   */
  void measure(Settings settings, Figures into, int round);

  /** One that is worth no second round. */
  default Probe once() {
    return new Once(this);
  }

  /** Measures in the first round alone. */
  record Once(Probe probe) implements Probe {
    @Override
    public void measure(Settings settings, Figures into, int round) {
      if (round == 0) {
        probe.measure(settings, into, round);
      }
    }
  }
}
