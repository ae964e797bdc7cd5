package dev.rondo.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Records the loops that a test makes, in its thread or in threads that it starts, and holds what
 * was recorded to the rules of a schedule: a finding fails the test. They are on a virtual clock,
 * on which no sleep takes any time. On a class it is meant for each of its tests.
 *
 * {@snippet :
 * @Recorded
 * class BreakfastTest {
 *   @Test
 *   void tea_takes_three_minutes(Recording recording) {
 *     run(breakfast()); // takes no time
 *     assertEquals(List.of("breakfast", "tea", "breakfast"), recording.order());
 *   }
 * }
 * }
 *
 * <p>The trace of a test that fails is written to {@code target/rondo/CLASS/METHOD.jsonl} ({@code
 * build/rondo} where there is no Maven; {@code -Drondo.traces=FOLDER} for another folder), and the
 * failure says where. Tests may run in parallel: each has a trace of its own.
 *
 * <p>A loop whose maker gives it an observer of its own is not recorded here, nor are loops that
 * are made before each test (in {@code @BeforeAll}).
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RecordedExtension.class)
@SuppressWarnings("exports") // whoever writes tests requires JUnit himself
public @interface Recorded {

  /** The clock of the test's loops. */
  Clock clock() default Clock.VIRTUAL;

  /**
   * Whether a test that passes keeps its trace, too; {@code -Drondo.keep=true} keeps those of all.
   */
  boolean keep() default false;

  /** Whether the test may leave loops open; else one that it leaves open fails it. */
  boolean mayLeaveOpen() default false;

  /** What time is. */
  enum Clock {
    /** Time that jumps to the next timer whenever nothing is ready. */
    VIRTUAL,
    /** Time that passes. */
    REAL
  }
}
