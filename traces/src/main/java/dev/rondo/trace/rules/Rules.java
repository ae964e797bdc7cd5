package dev.rondo.trace.rules;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The rules of a rule file, which is YAML or JSON: {@code docs/rules.md} tells what they can
 * demand. Immutable.
 *
 * {@snippet :
 * Rules rules = Rules.read(Path.of("rules.yaml"));
 * try (TraceReader trace = TraceReader.open(file)) {
 *   RuleReport report = RuleCheck.check(trace, rules);
 *   report.findings().forEach(System.out::println);
 * }
 * }
 */
public final class Rules {

  /** The longest rule file that is read, in bytes: 1 MiB. */
  public static final long LIMIT = 1 << 20;

  private final String file;
  private final List<UserRule> rules;

  private Rules(String file, List<UserRule> rules) {
    this.file = file;
    this.rules = List.copyOf(rules);
  }

  /**
   * Reads a rule file.
   *
   * @throws RulesException if it cannot be read, or is not made of rules
   */
  public static Rules read(Path file) {
    String name = file.toString();
    try {
      if (Files.isDirectory(file)) {
        throw new RulesException(name, 0, "is a folder, expected a rule file", null);
      }
      if (Files.size(file) > LIMIT) {
        throw new RulesException(
            name, 0, "has more than " + LIMIT + " bytes, expected a rule file", null);
      }
      return of(name, Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new RulesException(name, 0, "no such file, expected rules", e);
    } catch (CharacterCodingException e) {
      throw new RulesException(name, 0, "is not in UTF-8", e);
    } catch (IOException e) {
      throw new RulesException(name, 0, "cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads rules from a text.
   *
   * @param file what messages call it
   * @throws RulesException if it is not made of rules
   */
  public static Rules of(String file, String text) {
    return new Rules(file, new RuleReader(file).rules(RuleText.parse(file, text)));
  }

  /** The file's name, as it was given. */
  public String file() {
    return file;
  }

  /** How many there are. */
  public int size() {
    return rules.size();
  }

  List<UserRule> rules() {
    return rules;
  }
}
