package dev.rondo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify --rules}: the user's own rules at the command line. */
class VerifyRulesTest {
  private static final String TRACE =
      """
      {"ev":"trace","version":1,"program":"p","clock":"virtual"}
      {"seq":1,"t":0,"loop":1,"ev":"task","task":1,"name":"main","coro":"main"}
      {"seq":2,"t":0,"loop":1,"ev":"enqueue","handle":1,"task":1,"why":"start"}
      {"seq":3,"t":5,"loop":1,"ev":"resume","handle":1,"task":1}
      {"seq":4,"t":6,"loop":1,"ev":"mark","task":1,"name":"read"}
      {"seq":5,"t":9,"loop":1,"ev":"done","task":1,"outcome":"returned"}
      {"ev":"end","events":5,"lost":0}
      """;

  @TempDir private Path folder;

  private Session.Result verify(String rules, String... more) throws IOException {
    Path trace = Files.writeString(folder.resolve("a.jsonl"), TRACE);
    Path file = Files.writeString(folder.resolve("rules.yaml"), rules);
    String[] args = new String[more.length + 4];
    args[0] = "verify";
    args[1] = "--rules";
    args[2] = file.toString();
    args[3] = trace.toString();
    System.arraycopy(more, 0, args, 4, more.length);
    Session.Result result = Session.in(folder).run(args);
    String here = folder + "/";
    return new Session.Result(
        result.code(), result.out().replace(here, ""), result.err().replace(here, ""));
  }

  @Test
  void a_rule_that_holds_is_said_to() throws IOException {
    Session.Result result = verify("rules: [{name: r, limit: slice, max: 1ms}]").exits(0);
    assertThat(result.out()).endsWith("a.jsonl: rules.yaml: 1 rule held\n");
  }

  @Test
  void a_broken_rule_is_a_finding_with_its_place_and_what_explains_it() throws IOException {
    Session.Result result =
        verify(
                """
                rules:
                  - name: connect first
                    order: [{mark: connect}, {mark: read}]
                """)
            .exits(1);
    assertThat(result.out())
        .startsWith(
            "a.jsonl:5: connect first: seq 4: found mark read by main first, expected mark connect"
                + " before it (rondo why 4)\n")
        .contains("a.jsonl: 1 finding; checked 5 events")
        .endsWith("a.jsonl: rules.yaml: 1 of 1 rule broken\n");
  }

  @Test
  void a_rule_that_matched_nothing_is_a_finding() throws IOException {
    assertThat(verify("rules: [{name: ends, ends: mian}]").exits(1).out())
        .startsWith(
            "a.jsonl: ends: found nothing that it is about, expected task mian (did you mean"
                + " main?)\n");
  }

  @Test
  void scripts_get_an_object() throws IOException {
    assertThat(verify("rules: [{name: r, never: {mark: read}}]", "--json").exits(1).out())
        .contains(
            "\"findings\":[{\"line\":5,\"loop\":1,\"seq\":4,\"rule\":\"r\",\"kind\":\"never\","
                + "\"found\":\"mark read by main\",\"expected\":\"none\",\"why\":4}]")
        .contains(
            "\"rules\":[{\"file\":\"rules.yaml\",\"rule\":\"r\",\"kind\":\"never\",\"matched\":1,"
                + "\"findings\":1}]");
  }

  @Test
  void a_file_that_is_not_made_of_rules_cannot_be_used() throws IOException {
    Session.Result result = verify("rules: [{name: r, nevr: {mark: read}}]").exits(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo(
            "rondo: rules.yaml, line 1: there is no key \"nevr\" of a rule; did you mean never?\n");
  }
}
