package dev.rondo.junit;

import dev.rondo.trace.TraceReader;
import dev.rondo.trace.diff.Comparison;
import dev.rondo.trace.diff.DiffText;
import dev.rondo.trace.diff.TraceDiff;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * Records each test, from before its instance is made until after all that runs after it, and then
 * judges what was recorded. {@link Recorded} brings it.
 */
@SuppressWarnings("exports") // whoever writes tests requires JUnit himself
public final class RecordedExtension
    implements TestInstancePreConstructCallback,
        BeforeEachCallback,
        TestExecutionExceptionHandler,
        AfterEachCallback,
        ParameterResolver {
  static final Namespace SPACE = Namespace.create(RecordedExtension.class);
  private static final String KEEP = "rondo.keep";

  /** What a test is that says nothing else. */
  @Recorded
  private static final class Usual {}

  /** For JUnit. */
  public RecordedExtension() {}

  // -- before -------------------------------------------------------------------------------------

  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public void preConstructTestInstance(
      TestInstanceFactoryContext factory, ExtensionContext context) {
    if (context.getTestMethod().isPresent()) { // else it is one instance for all tests
      begin(context);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    begin(context);
    TestRun run = run(context);
    golden(context).ifPresent(asked -> GoldenCheck.of(asked, run.clock(), context));
  }

  private static void begin(ExtensionContext context) {
    Store store = context.getStore(SPACE);
    if (store.get(TestRun.class) == null) {
      String name =
          context.getRequiredTestClass().getSimpleName()
              + "."
              + context.getRequiredTestMethod().getName();
      Schedule schedule =
          schedulings(context).map(runs -> runs.of(TraceFolder.invocation(context))).orElse(null);
      store.put(TestRun.class, new TestRun(name, asked(context).clock(), schedule));
    }
  }

  private static TestRun run(ExtensionContext context) {
    return Objects.requireNonNull(context.getStore(SPACE).get(TestRun.class, TestRun.class));
  }

  /** What the method asks for, or else its class, or that around it. */
  private static Recorded asked(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getTestMethod(), Recorded.class)
        .or(() ->
            AnnotationSupport.findAnnotation(
                context.getRequiredTestClass(), Recorded.class, context.getEnclosingTestClasses()))
        .orElseGet(() -> Usual.class.getAnnotation(Recorded.class));
  }

  private static Optional<GoldenTrace> golden(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getTestMethod(), GoldenTrace.class);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Recording.class
        && context.getTestMethod().isPresent();
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    begin(context);
    return run(context).recording();
  }

  // -- after --------------------------------------------------------------------------------------

  /** A failure under a schedule begins with the schedule. */
  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    TestRun run = run(context);
    if (run.schedule() == null || failure instanceof TestAbortedException || !run.hasTrace()) {
      throw failure;
    }
    throw new TestFailure(told(context, run, failure.toString(), run.traceSoFar()), failure);
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    TestRun run = run(context);
    boolean recorded = run.end();
    Throwable failure = context.getExecutionException().orElse(null);
    if (failure instanceof TestAbortedException) {
      return;
    }
    try {
      if (failure != null) {
        tell(context, run, recorded, failure);
      } else {
        judge(context, run, recorded);
      }
    } finally {
      if (failure != null) {
        schedulings(context).ifPresent(Schedulings::failed);
      }
    }
  }

  /** A test that failed by itself: says where its trace is. */
  private static void tell(
      ExtensionContext context, TestRun run, boolean recorded, Throwable failure)
      throws IOException {
    if (!recorded) {
      return;
    }
    Path file = TraceFolder.write(context, run.schedule(), run.trace());
    if (!(failure instanceof TestFailure)) {
      throw new TestFailure("the trace of this test: " + file, null);
    }
  }

  private static void judge(ExtensionContext context, TestRun run, boolean recorded)
      throws IOException {
    String flaw = recorded ? flaw(context, run) : withoutLoop(context);
    if (!flaw.isEmpty()) {
      schedulings(context).ifPresent(Schedulings::failed);
      throw new TestFailure(recorded ? told(context, run, flaw, run.trace()) : flaw, null);
    }
    if (recorded) {
      schedulings(context).ifPresent(runs -> runs.passed(run));
    }
    if (recorded && (asked(context).keep() || keepsAll(context))) {
      TraceFolder.write(context, run.schedule(), run.trace());
    }
  }

  private static boolean keepsAll(ExtensionContext context) {
    return context.getConfigurationParameter(KEEP).map(Boolean::parseBoolean).orElse(false);
  }

  private static String withoutLoop(ExtensionContext context) {
    return golden(context).isPresent() ? "the test made no loop: there is no trace of it" : "";
  }

  /** What is wrong with the trace, in words; empty for nothing. */
  private static String flaw(ExtensionContext context, TestRun run) throws IOException {
    try (TraceReader trace = run.open()) {
      List<String> flaws = Flaws.of(trace, asked(context).mayLeaveOpen());
      if (!flaws.isEmpty()) {
        return String.join("\n", flaws);
      }
    }
    Optional<GoldenTrace> asked = golden(context);
    boolean fifo = run.schedule() == null || run.schedule().isFifo();
    if (asked.isPresent() && fifo) { // the others tell other stories: that is what they are for
      try {
        GoldenCheck.of(asked.get(), run.clock(), context).check(run::open);
      } catch (TestFailure e) {
        return String.valueOf(e.getMessage());
      }
    }
    return "";
  }

  // -- what a failure says ------------------------------------------------------------------------

  private static Optional<Schedulings> schedulings(ExtensionContext context) {
    return Optional.ofNullable(context.getStore(SPACE).get(Schedulings.class, Schedulings.class));
  }

  private static String told(ExtensionContext context, TestRun run, String what, byte[] trace)
      throws IOException {
    Schedule schedule = run.schedule();
    Path file = TraceFolder.write(context, schedule, trace);
    if (schedule == null) {
      return what + "\nthe trace of this test: " + file;
    }
    String test =
        context.getRequiredTestClass().getSimpleName()
            + "#"
            + context.getRequiredTestMethod().getName();
    return "under the schedule %s: %s\nthe trace: %s\nto run it again: -Dtest='%s' -Drondo.schedules=%s%s"
        .formatted(schedule, what, file, test, schedule, difference(context, file, trace));
  }

  /** What differs from the last run that passed. */
  private static String difference(ExtensionContext context, Path file, byte[] trace)
      throws IOException {
    TestRun passed = schedulings(context).map(Schedulings::lastPassed).orElse(null);
    if (passed == null) {
      return "";
    }
    Path good = TraceFolder.write(context, passed.schedule(), passed.trace());
    try (TraceReader left = reader(good, passed.trace());
        TraceReader right = reader(file, trace)) {
      Comparison result = TraceDiff.compare(left, right);
      return "\nbeside one that passed: rondo diff %s %s\n\n%s"
          .formatted(good, file, DiffText.first(good.toString(), file.toString(), result));
    }
  }

  private static TraceReader reader(Path file, byte[] trace) {
    return TraceReader.open(file.toString(), new ByteArrayInputStream(trace));
  }
}
