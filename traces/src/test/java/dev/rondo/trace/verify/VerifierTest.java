package dev.rondo.trace.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.Corpus;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceFooter;
import dev.rondo.trace.TraceReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerifierTest {

  static List<Path> asyncio() {
    return Corpus.asyncio();
  }

  @ParameterizedTest
  @MethodSource("asyncio")
  void findsNothingInWhatCpythonDid(Path file) {
    try (TraceReader trace = TraceReader.open(file)) {
      Verification verification = Verifier.verify(trace);
      assertThat(verification.findings()).isEmpty();
      assertThat(verification.notes()).isEmpty();
      assertThat(verification.complete()).isTrue();
      assertThat(verification.checked().events()).isEqualTo(trace.footer().events());
    }
  }

  private static Verification verify(String header, List<TraceEvent> events) {
    List<Finding> findings = new ArrayList<>();
    TraceReader trace = Corpus.reader(header);
    Verifier verifier = new Verifier("test.jsonl", trace.header(), findings::add);
    events.forEach(event -> verifier.accept(event, event.seq() + 1));
    verifier.finish(new TraceFooter(events.size(), 0), null);
    return new Verification("test.jsonl", findings, verifier.notes(), true, verifier.checked());
  }

  @Test
  void eagerStepsMayNestAndTheirCreatorGoesOn() {
    assertThat(
            verify(
                    Corpus.HEADER,
                    Corpus.loop(
                        "'ev':'task','task':1,'name':'main','coro':'main'",
                        "'ev':'enqueue','handle':1,'task':1,'why':'start'",
                        "'ev':'resume','handle':1,'task':1",
                        "'ev':'task','task':2,'name':'keen','coro':'keen','parent':1",
                        "'ev':'resume','task':2,'eager':true",
                        "'ev':'task','task':3,'name':'keener','coro':'keen','parent':2",
                        "'ev':'resume','task':3,'eager':true",
                        "'ev':'pause','task':3,'on':8,'what':'future'",
                        "'ev':'pause','task':2,'what':'yield'",
                        "'ev':'enqueue','handle':2,'task':2,'why':'yield'",
                        "'ev':'enqueue','handle':3,'task':3,'why':'done','of':8",
                        "'ev':'done','task':1,'outcome':'returned'",
                        "'ev':'resume','handle':2,'task':2",
                        "'ev':'done','task':2,'outcome':'returned'",
                        "'ev':'resume','handle':3,'task':3",
                        "'ev':'done','task':3,'outcome':'returned'"))
                .findings())
        .isEmpty();
  }

  @Test
  void theLoopMayStopWithEntriesQueuedAndRunThemLater() {
    assertThat(
            verify(
                    Corpus.HEADER,
                    Corpus.loop(
                        "'ev':'loop','state':'running'",
                        "'ev':'enqueue','handle':1,'callback':'a','why':'soon'",
                        "'ev':'loop','state':'stopped'",
                        "'ev':'enqueue','handle':2,'callback':'b','why':'soon'",
                        "'ev':'loop','state':'running'",
                        "'ev':'callback','handle':1,'name':'a'",
                        "'ev':'enqueue','handle':3,'callback':'c','why':'soon'",
                        "'ev':'return','handle':1",
                        "'ev':'loop','state':'stopped'"))
                .findings())
        .isEmpty();
  }

  @Test
  void anotherPolicyLeavesTheOrderOpen() {
    List<TraceEvent> lastFirst =
        Corpus.loop(
            "'ev':'enqueue','handle':1,'callback':'a','why':'soon'",
            "'ev':'enqueue','handle':2,'callback':'b','why':'soon'",
            "'ev':'callback','handle':2,'name':'b'",
            "'ev':'return','handle':2",
            "'ev':'callback','handle':1,'name':'a'",
            "'ev':'return','handle':1");
    assertThat(verify(Corpus.HEADER, lastFirst).findings())
        .extracting(Finding::rule)
        .containsExactly(Rule.HANDLE_ORDER);
    Verification random = verify(Corpus.HEADER.replace("}", ",\"policy\":\"random\"}"), lastFirst);
    assertThat(random.findings()).isEmpty();
    assertThat(random.notes()).singleElement().asString().contains("policy random");
  }

  @Test
  void whatIsNotKnownIsNoted() {
    Verification verification = verify(Corpus.HEADER, Corpus.loop("'ev':'dream'", "'ev':'dream'"));
    assertThat(verification.findings()).isEmpty();
    assertThat(verification.notes()).containsExactly("unknown kind dream: ignored 2 events");
  }

  @Test
  void aProcessMayEndInTheMiddleOfASlice() {
    Verification verification =
        verify(
            Corpus.HEADER,
            Corpus.loop(
                "'ev':'loop','state':'running'",
                "'ev':'enqueue','handle':1,'callback':'exit','why':'soon'",
                "'ev':'enqueue','handle':2,'callback':'never','why':'soon'",
                "'ev':'callback','handle':1,'name':'exit'"));
    assertThat(verification.findings()).isEmpty();
    assertThat(verification.notes())
        .containsExactly("loop 1: the program ended in the middle of a slice");
  }

  @Test
  void aFloodOfFindingsIsCut() {
    StringBuilder trace = new StringBuilder(Corpus.HEADER);
    for (int i = 1; i <= Verifier.LIMIT + 5; i++) {
      trace.append("{\"seq\":%d,\"t\":0,\"loop\":1,\"ev\":\"return\",\"handle\":1}\n".formatted(i));
    }
    Verification verification = Verifier.verify(Corpus.reader(trace.toString()));
    assertThat(verification.findings()).hasSize(Verifier.LIMIT);
    assertThat(verification.notes()).contains("left out 5 more findings");
  }

  private static final String[] THIRD_BEFORE_SECOND = {
    "'ev':'enqueue','handle':1,'callback':'a','why':'soon'",
    "'ev':'enqueue','handle':2,'callback':'b','why':'soon'",
    "'ev':'callback','handle':1,'name':'a'",
    "'ev':'enqueue','handle':3,'callback':'c','why':'soon'",
    "'ev':'return','handle':1",
    "'ev':'callback','handle':3,'name':'c'",
    "'ev':'return','handle':3",
    "'ev':'callback','handle':2,'name':'b'",
    "'ev':'return','handle':2",
  };

  @Test
  void whatAPolicyMayNotDoIsFound() {
    String random = Corpus.HEADER.replace("}", ",\"policy\":\"random\",\"seed\":1}");
    Verification verification = verify(random, Corpus.loop(THIRD_BEFORE_SECOND));
    assertThat(verification.findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.rule()).isEqualTo(Rule.HANDLE_ORDER);
          assertThat(finding.found()).startsWith("callback c of handle 3");
          assertThat(finding.expected())
              .isEqualTo("callback b of handle 2, which the turn before it has left");
        });
    assertThat(verification.notes())
        .containsExactly("entries are chosen by the policy random: only their turns are checked");
    String pct = Corpus.HEADER.replace("}", ",\"policy\":\"pct:depth=3,steps=100\"}");
    assertThat(verify(pct, Corpus.loop(THIRD_BEFORE_SECOND)).findings()).isEmpty();
  }

  @Test
  void aLoopsOwnPolicyCounts() {
    List<String> lines = new ArrayList<>(List.of(THIRD_BEFORE_SECOND));
    lines.addFirst("'ev':'loop','state':'running','policy':'pct:depth=3,steps=9','seed':2");
    Verification verification = verify(Corpus.HEADER, Corpus.loop(lines.toArray(String[]::new)));
    assertThat(verification.findings()).isEmpty();
    assertThat(verification.notes()).anyMatch(note -> note.contains("pct:depth=3,steps=9"));
  }
}
