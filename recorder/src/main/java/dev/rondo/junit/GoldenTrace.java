package dev.rondo.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Holds the trace of a test against one that is kept: {@code src/test/resources/golden/NAME.jsonl},
 * or in the folder that {@code -Drondo.golden.folder} names. The test is {@link Recorded}, too.
 *
 * <p>One that tells another story fails, shows the difference, and leaves the new trace beside the
 * old, as {@code NAME.new.jsonl}; so does the first run of all. {@code rondo golden accept FOLDER}
 * keeps the new ones, or {@code -Drondo.golden=accept} while the tests run. What a test was held to
 * is no accident only on a virtual clock, so that one on a real clock is refused.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RecordedExtension.class)
@SuppressWarnings("exports") // whoever writes tests requires JUnit himself
public @interface GoldenTrace {

  /** The name; with slashes, it lies in folders of these names. */
  String value();

  /** What counts as a difference. */
  Level level() default Level.CAUSAL;

  /** Whether a test on a real clock is held to it nevertheless. */
  boolean onRealClock() default false;

  /** What counts as a difference. */
  enum Level {
    /** Any other order of the steps. */
    ORDER,
    /** Other steps, causes or results, and another order only of steps that share something. */
    CAUSAL
  }
}
