package dev.rondo.trace.rules;

import dev.rondo.trace.Outcome;
import dev.rondo.trace.rules.RuleText.Items;
import dev.rondo.trace.rules.UserRule.Title;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes rules of a rule file's text. What it takes is what {@code docs/rules.schema.json} says. */
final class RuleReader {
  private static final List<String> KINDS =
      List.of("order", "never", "limit", "ends", "atomic", "exclusive", "eventually");
  private static final List<String> COMMON = List.of("name", "because", "optional");
  private static final Pattern PERCENTILE = Pattern.compile("p(\\d{1,2}(?:\\.\\d{1,4})?)");

  private final String file;

  RuleReader(String file) {
    this.file = file;
  }

  List<UserRule> rules(RuleText text) {
    RuleFields top = RuleFields.of(file, text, "the key \"rules\" with a list of rules");
    top.allow(List.of("rules"), "");
    if (!(top.value("rules") instanceof Items(_, List<RuleText> items)) || items.isEmpty()) {
      throw top.wrong("rules", "a list of rules");
    }
    List<UserRule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (RuleText item : items) {
      RuleFields fields = RuleFields.of(file, item, "a rule");
      UserRule rule = rule(fields);
      if (!names.add(rule.title().name())) {
        throw fields.failure(
            fields.value("name").line(), "a rule is called " + rule.title().name() + " already");
      }
      rules.add(rule);
    }
    return rules;
  }

  private UserRule rule(RuleFields rule) {
    String kind = rule.one(KINDS, COMMON, "a rule");
    Title title =
        new Title(
            rule.text("name"),
            rule.has("because") ? rule.text("because") : "",
            rule.flag("optional"));
    return switch (kind) {
      case "order" -> order(title, rule);
      case "never" -> never(title, rule);
      case "limit" -> limit(title, rule);
      case "ends" -> ends(title, rule);
      case "atomic" -> atomic(title, rule);
      case "exclusive" -> exclusive(title, rule);
      default -> eventually(title, rule);
    };
  }

  /** Holds that a rule has no keys but those that all have and those of its kind. */
  private static void keys(RuleFields rule, String... keys) {
    rule.allow(
        Stream.concat(Stream.of(keys), COMMON.stream()).toList(), " of a rule \"" + keys[0] + "\"");
  }

  private static void needs(RuleFields rule, String key, String other) {
    if (rule.has(key) && !rule.has(other)) {
      throw rule.failure(
          rule.value(key).line(), "\"" + key + "\" says nothing without \"" + other + "\"");
    }
  }

  private UserRule order(Title title, RuleFields rule) {
    keys(rule, "order", "per");
    if (!(rule.value("order") instanceof Items(_, List<RuleText> items)) || items.size() < 2) {
      throw rule.wrong("order", "a list of two events or more");
    }
    return new UserRule.Order(title, items.stream().map(this::pattern).toList(), per(rule));
  }

  private UserRule never(Title title, RuleFields rule) {
    keys(rule, "never", "while", "per");
    UserRule.Interval during = rule.has("while") ? interval(rule.value("while")) : null;
    needs(rule, "per", "while");
    return new UserRule.Never(title, pattern(rule.value("never")), during, per(rule));
  }

  private UserRule limit(Title title, RuleFields rule) {
    List<String> measures = Stream.of(Measure.values()).map(Measure::key).toList();
    Measure measure = Measure.called(rule.word("limit", measures));
    List<Bound> bounds = new ArrayList<>();
    List<String> allowed = new ArrayList<>(List.of("limit", "task", "max"));
    if (measure == Measure.QUEUE_DEPTH) {
      allowed.remove("task");
    }
    for (String key : rule.keys()) {
      Matcher percentile = PERCENTILE.matcher(key);
      if (percentile.matches()) {
        allowed.add(key);
        bounds.add(bound(key, Double.parseDouble(percentile.group(1)), measure, rule));
      }
    }
    keys(rule, allowed.toArray(String[]::new));
    if (rule.has("max")) {
      bounds.add(bound("max", 100, measure, rule));
    }
    if (bounds.isEmpty()) {
      throw rule.failure(rule.fields().line(), "a limit has no bound, expected max, or p99 or so");
    }
    return new UserRule.Limit(title, measure, rule.glob("task", Glob.ANY), bounds);
  }

  private static Bound bound(String key, double share, Measure measure, RuleFields rule) {
    long most = measure == Measure.QUEUE_DEPTH ? rule.count(key, 0) : rule.duration(key);
    return new Bound(key, share, most);
  }

  private UserRule ends(Title title, RuleFields rule) {
    keys(rule, "ends", "outcome", "within");
    Set<Outcome> outcomes = new LinkedHashSet<>();
    if (rule.has("outcome")) {
      rule.texts("outcome").forEach(word -> outcomes.add(outcome(word, rule)));
    } else {
      outcomes.add(Outcome.RETURNED);
    }
    return new UserRule.Ends(title, rule.glob("ends"), outcomes, within(rule));
  }

  private static Outcome outcome(String word, RuleFields rule) {
    return Stream.of(Outcome.values())
        .filter(outcome -> outcome.text().equals(word))
        .findFirst()
        .orElseThrow(() ->
            rule.failure(
                rule.value("outcome").line(),
                "found "
                    + word
                    + " in \"outcome\", expected returned, raised, cancelled, or a list of"
                    + " them"));
  }

  private UserRule atomic(Title title, RuleFields rule) {
    keys(rule, "atomic");
    RuleFields stretch =
        RuleFields.of(file, rule.value("atomic"), "the key coroutine, or from and to");
    if (stretch.has("coroutine")) {
      stretch.allow(List.of("coroutine"), " beside \"coroutine\"");
      return new UserRule.Atomic(title, new UserRule.InCoroutine(stretch.glob("coroutine")));
    }
    return new UserRule.Atomic(title, between(stretch, List.of("coroutine", "from", "to")));
  }

  private UserRule.Between between(RuleFields stretch, List<String> allowed) {
    stretch.allow(allowed, "");
    return new UserRule.Between(pattern(stretch.value("from")), pattern(stretch.value("to")));
  }

  private UserRule exclusive(Title title, RuleFields rule) {
    keys(rule, "exclusive", "from", "to", "allow", "at-most");
    return new UserRule.Exclusive(
        title,
        rule.glob("exclusive"),
        rule.glob("from", Glob.of("acquire")),
        rule.glob("to", Glob.of("release")),
        rule.has("allow") ? rule.glob("allow") : null,
        rule.has("at-most") ? rule.count("at-most", 1) : 1);
  }

  private UserRule eventually(Title title, RuleFields rule) {
    keys(rule, "eventually", "after", "per", "within");
    needs(rule, "per", "after");
    needs(rule, "within", "after");
    return new UserRule.Eventually(
        title,
        pattern(rule.value("eventually")),
        rule.has("after") ? pattern(rule.value("after")) : null,
        per(rule),
        within(rule));
  }

  private static long within(RuleFields rule) {
    return rule.has("within") ? rule.duration("within") : Long.MAX_VALUE;
  }

  private static Per per(RuleFields rule) {
    String per = rule.optionalText("per");
    return switch (per) {
      case null -> new Per.Loop();
      case "task" -> new Per.Task();
      case "object" -> new Per.Used();
      default -> {
        if (!per.matches("attr \\S.*")) {
          throw rule.wrong("per", "task, object, or attr NAME");
        }
        yield new Per.Attribute(per.substring("attr ".length()));
      }
    };
  }

  private UserRule.Interval interval(RuleText text) {
    RuleFields fields =
        RuleFields.of(file, text, "from and to, or one of alive, ready, running, paused");
    List<String> states = Stream.of(UserRule.State.values()).map(UserRule.State::key).toList();
    if (fields.has("from") || fields.has("to")) {
      return between(fields, List.of("from", "to"));
    }
    String state = fields.one(states, List.of("from", "to"), "\"while\"");
    fields.allow(
        state.equals("paused") ? List.of(state, "on") : List.of(state),
        " beside \"" + state + "\"");
    return new UserRule.InState(
        UserRule.State.valueOf(state.toUpperCase(Locale.ROOT)),
        fields.glob(state),
        fields.glob("on", Glob.ANY));
  }

  /** An event: the key that says its kind, with a name, and conditions. */
  private EventPattern pattern(RuleText text) {
    List<String> kinds = Stream.of(EventPattern.Kind.values()).map(EventPattern.Kind::key).toList();
    RuleFields fields = RuleFields.of(file, text, "an event (mark: NAME, done: TASK …)");
    List<String> conditions =
        Stream.of(EventPattern.Kind.values())
            .flatMap(kind -> kind.conditions().stream())
            .distinct()
            .toList();
    String key = fields.one(kinds, conditions, "an event");
    EventPattern.Kind kind = EventPattern.Kind.valueOf(key.toUpperCase(Locale.ROOT));
    List<String> allowed = new ArrayList<>(kind.conditions());
    allowed.addFirst(key);
    if (kind == EventPattern.Kind.MARK) {
      allowed.add("attrs");
    }
    fields.allow(allowed, " of an event \"" + key + "\"");
    Map<String, Glob> globs = new HashMap<>();
    kind.conditions().stream()
        .filter(fields::has)
        .forEach(condition -> globs.put(condition, fields.glob(condition)));
    return new EventPattern(kind, fields.glob(key), globs, attrs(fields));
  }

  private Map<String, Glob> attrs(RuleFields fields) {
    if (!fields.has("attrs")) {
      return Map.of();
    }
    RuleFields attrs = RuleFields.of(file, fields.value("attrs"), "attributes and their values");
    if (attrs.keys().isEmpty()) {
      throw fields.wrong("attrs", "attributes and their values");
    }
    Map<String, Glob> globs = new TreeMap<>();
    attrs.keys().forEach(key -> globs.put(key, attrs.glob(key)));
    return globs;
  }
}
