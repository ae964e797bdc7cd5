package dev.rondo.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code run --otel} says to the program's JVM, unless the user does: spans are wanted, an SDK
 * on the class path is to start by itself, and the service is called as the program.
 */
record OtelProperties(JavaCommand program, Map<String, String> environment) {

  void addTo(List<String> options) {
    options.add("-Drondo.otel=tasks");
    add("otel.java.global-autoconfigure.enabled", "true", options);
    if (!environment.getOrDefault("OTEL_RESOURCE_ATTRIBUTES", "").contains("service.name=")) {
      add("otel.service.name", program.program(), options);
    }
  }

  private void add(String name, String value, List<String> options) {
    String variable = name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    String option = "-D" + name + "=";
    if (!environment.containsKey(variable)
        && program.options().stream().noneMatch(given -> given.startsWith(option))) {
      options.add(option + value);
    }
  }
}
