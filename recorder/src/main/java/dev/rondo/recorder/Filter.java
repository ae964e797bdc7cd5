package dev.rondo.recorder;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which texts leave the process, in a trace or otherwise. What is not filtered are numbers
 * (ids and times), the words of the format, and the trace's own id.
 *
 * <p>It is asked on the recorder's thread, never on a loop's (but for JFR events, which have no
 * other). It must give the same for the same text, or else what belongs together does not match any
 * more. One that throws has that text left out.
 */
public interface Filter {

  /**
   * A name: of a task, a coroutine and its place, a callback, a mark, an attribute, an input, a
   * shared object and what is done with it, a loop, its thread, the program, the host, an error's
   * class.
   */
  default String name(String name) {
    return name;
  }

  /**
   * A mark's attribute, or the value of an input, by its name. An input of another value than was
   * recorded cannot be given back in a replay, and the trace says so.
   *
   * @param value a JSON value: a string, number, boolean, list or map of such, or null
   * @return what is written in its place; null to leave the attribute out
   */
  default @Nullable Object attribute(String key, @Nullable Object value) {
    return value;
  }

  /** What an error or warning says beside its kind; null to leave it out. */
  default @Nullable String message(String message) {
    return message;
  }

  /** This filter, and of what it lets through, {@code next}. */
  default Filter then(Filter next) {
    return Filters.chain(this, next);
  }

  // -- ready made ---------------------------------------------------------------------------------

  /** Lets all through. */
  static Filter none() {
    return Filters.NONE;
  }

  /** Leaves out what errors and warnings say: an error is its class alone. {@code errors=type} */
  static Filter withoutMessages() {
    return Filters.WITHOUT_MESSAGES;
  }

  /** Leaves out every attribute of marks. {@code attributes=none} */
  static Filter withoutAttributes() {
    return Filters.onlyAttributes();
  }

  /**
   * Leaves out the attributes of marks whose names match none of these, in which {@code *} stands
   * for anything. {@code attributes=order,item*}
   */
  static Filter onlyAttributes(String... names) {
    return Filters.onlyAttributes(names);
  }

  /** Writes {@code ***} wherever {@code secret} is found, in any text. {@code hide=REGEX} */
  static Filter hiding(Pattern secret) {
    return Filters.replacing(secret, found -> "***");
  }

  /**
   * Writes a short hash wherever {@code secret} is found, in any text: what is equal stays equal,
   * within this run of the process. {@code hash=REGEX}
   */
  static Filter hashing(Pattern secret) {
    return Filters.replacing(secret, new KeyedHash());
  }

  /**
   * The filter of some rules, as they stand above, separated by semicolons: {@code
   * errors=type;attributes=none;hide=card \d+}. Empty for none.
   *
   * @throws IllegalArgumentException if there is no such rule, naming it
   */
  static Filter of(String rules) {
    return Filters.of(rules);
  }
}
