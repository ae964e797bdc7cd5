package dev.rondo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which loops are in debug mode without being told so: in virtual machines of their own. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DebugChoiceTest {

  /** Prints whether its loop is in debug mode. */
  static final class Program {
    private Program() {}

    static void main() {
      try (EventLoop loop = EventLoop.create()) {
        IO.println(loop.debug());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'',  -Drondo.other=1,     false",
    "1,   -Drondo.other=1,     true",
    "0,   -Drondo.other=1,     false",
    "'',  -Drondo.debug=true,  true",
    "1,   -Drondo.debug=false, false",
  })
  void theVariableSaysUnlessThePropertyDoes(String variable, String option, String debug)
      throws Exception {
    try (ChildJvm child =
        ChildJvm.startIn(Map.of("RONDO_DEBUG", variable), Program.class, List.of(option))) {
      assertThat(child.exitCode()).isZero();
      assertThat(child.output()).isEqualTo(debug);
    }
  }
}
