package dev.rondo.junit;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs a method once for each schedule, until a run fails. */
@SuppressWarnings("exports") // whoever writes tests requires JUnit himself
public final class SchedulesExtension implements TestTemplateInvocationContextProvider {
  private static final String ONLY = "rondo.schedules";

  /** For JUnit. */
  public SchedulesExtension() {}

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getTestMethod(), Schedules.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    List<Schedule> schedules = schedules(context);
    Schedulings runs = new Schedulings(schedules);
    context.getStore(RecordedExtension.SPACE).put(Schedulings.class, runs);
    // JUnit takes one when the one before is over, so that a failure ends the stream
    return schedules.stream().takeWhile(_ -> runs.goesOn()).map(Invocation::new);
  }

  private static List<Schedule> schedules(ExtensionContext context) {
    return context
        .getConfigurationParameter(ONLY)
        .map(Schedule::parse)
        .orElseGet(() ->
            AnnotationSupport.findAnnotation(context.getTestMethod(), Schedules.class)
                .map(Schedule::of)
                .orElseThrow());
  }

  /** The run under one of them. */
  private record Invocation(Schedule schedule) implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int invocation) {
      return schedule.toString();
    }
  }
}
