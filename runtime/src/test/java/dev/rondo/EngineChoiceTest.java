package dev.rondo;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which engine a program gets, by the options that its virtual machine was started with. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EngineChoiceTest {
  private static final String EXPORT = "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED";

  /** Prints the engine that it runs on. */
  static final class Program {
    private Program() {}

    static void main() {
      Async.run(
          async(() -> {
            await(sleep(Duration.ZERO));
            IO.println(EventLoop.running());
          }));
    }
  }

  @Test
  void virtualThreadsWhereTheInternalPackageIsNotExported() throws Exception {
    assertThat(outputOf()).contains("engine=virtual-thread");
  }

  @Test
  void continuationsWhereItIs() throws Exception {
    assertThat(outputOf(EXPORT)).contains("engine=continuation");
  }

  @Test
  void whatThePropertySays() throws Exception {
    assertThat(outputOf(EXPORT, "-Drondo.engine=virtual-thread")).contains("engine=virtual-thread");
  }

  @Test
  void aClearErrorWhereItIsNotToBeHad() throws Exception {
    assertThat(outputOf("-Drondo.engine=continuation"))
        .contains("engine continuation needs java --add-exports java.base/jdk.internal.vm=ALL");
    assertThat(outputOf("-Drondo.engine=steam"))
        .contains("no engine is named 'steam': choose continuation or virtual-thread");
    assertThat(outputOf("-Drondo.clock=sand"))
        .contains("rondo.clock is 'sand': choose monotonic or virtual");
  }

  private static String outputOf(String... options) throws Exception {
    try (ChildJvm child = ChildJvm.startPlain(Program.class, List.of(options))) {
      child.exitCode();
      return child.output();
    }
  }
}
