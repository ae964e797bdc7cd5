package dev.rondo.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs test classes in a JUnit of their own, whose files lie in a folder of the test. */
final class Kit {
  private final Path folder;
  private final Map<String, String> parameters = new TreeMap<>();

  Kit(Path folder) {
    this.folder = folder;
    with("rondo.golden", "check");
    with("rondo.golden.folder", golden("").toString());
    with("rondo.traces", folder.resolve("traces").toString());
  }

  Kit with(String parameter, String value) {
    parameters.put(parameter, value);
    return this;
  }

  Path golden(String file) {
    return folder.resolve("golden").resolve(file);
  }

  Path trace(Class<?> test, String file) {
    return folder.resolve("traces").resolve(test.getName()).resolve(file);
  }

  Events run(Class<?> test) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(test))
        .configurationParameters(parameters)
        .execute()
        .testEvents();
  }

  /** What the tests that failed threw. */
  static List<Throwable> failures(Events events) {
    return events.failed().stream().map(Kit::thrown).toList();
  }

  private static Throwable thrown(Event event) {
    return event
        .getPayload(TestExecutionResult.class)
        .flatMap(TestExecutionResult::getThrowable)
        .orElseThrow();
  }
}
