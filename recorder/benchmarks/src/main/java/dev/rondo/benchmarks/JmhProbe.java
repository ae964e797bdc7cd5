package dev.rondo.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The benchmarks of one of JMH's classes, each in one fork: the figures are called after class,
 * method and parameters, as in {@code switch.rondo.continuation}.
 *
 * @param methods in the order in which they run; JMH's own would be by name
 */
record JmhProbe(Class<?> benchmarks, List<String> methods) implements Probe {
  @Override
  public void measure(Settings settings, Figures into, int round) {
    methods.forEach(method -> measure(method, settings, into, round));
  }

  private void measure(String method, Settings settings, Figures into, int round) {
    try {
      Collection<RunResult> results = new Runner(options(method, settings, round)).run();
      results.forEach(result -> add(result, into, round));
    } catch (RunnerException e) {
      throw new IllegalStateException(name() + " " + method + ": " + e.getMessage(), e);
    }
  }

  private String name() {
    return benchmarks.getSimpleName().toLowerCase(Locale.ROOT);
  }

  private Options options(String method, Settings settings, int round) {
    String raw = "jmh-" + name() + "-" + method + "-" + round + ".json";
    return new OptionsBuilder()
        .include("\\." + benchmarks.getSimpleName() + "\\." + method + "$")
        .forks(1)
        .jvmArgsPrepend(flags(settings))
        .warmupIterations(3)
        .warmupTime(TimeValue.milliseconds(settings.quick() ? 300 : 500))
        .measurementIterations(settings.quick() ? 3 : 5)
        .measurementTime(TimeValue.milliseconds(settings.quick() ? 200 : 600))
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .resultFormat(ResultFormatType.JSON)
        .result(settings.target().resolve(raw).toString())
        .build();
  }

  private static String[] flags(Settings settings) {
    List<String> flags = new ArrayList<>(settings.jvm());
    flags.addAll(JavaProbe.FLAGS);
    return flags.toArray(String[]::new);
  }

  private void add(RunResult result, Figures into, int round) {
    String key = key(result.getParams());
    result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .map(IterationResult::getPrimaryResult)
        .forEach(iteration -> into.add(key, round, iteration.getScore()));
  }

  private String key(BenchmarkParams params) {
    String method = params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
    StringBuilder key = new StringBuilder(name()).append('.').append(method);
    params.getParamsKeys().forEach(name -> key.append('.').append(params.getParam(name)));
    return key.toString();
  }
}
