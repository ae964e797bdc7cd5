package dev.rondo.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that must hold in whatever order ready entries run: in place of {@code @Test}. It runs
 * first in, first out, then under that many random schedules of each kind, until one fails. Each
 * run is a test of its own, with a new instance, {@code @BeforeEach} and all; it is {@link
 * Recorded}.
 *
 * {@snippet :
 * @Schedules(random = 200, pct = 100)
 * void the_seat_is_sold_once() {
 *   run(evening());
 *   assertEquals(0, seats);
 * }
 * }
 *
 * <p>The failure names the schedule, the trace, what differs first from the last run that passed,
 * and how to run it again: {@code -Drondo.schedules=random:17} leaves only that one. Of several,
 * parted by commas, each is run.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(SchedulesExtension.class)
@ExtendWith(RecordedExtension.class)
@SuppressWarnings("exports") // whoever writes tests requires JUnit himself
public @interface Schedules {

  /** How many schedules choose the next entry at random, each entry as likely. */
  int random() default 100;

  /** How many let tasks run by random priorities that change at few random points. */
  int pct() default 0;

  /** The first seed; the next ones follow it. */
  long seed() default 1;
}
