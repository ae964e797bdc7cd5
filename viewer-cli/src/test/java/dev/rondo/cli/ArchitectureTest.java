package dev.rondo.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The arrows between the modules are those of the drawing in the README, and no others. */
class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.rondo");

  private static final DescribedPredicate<JavaClass> TRACES = resideInAPackage("dev.rondo.trace..");
  private static final DescribedPredicate<JavaClass> RECORDER =
      resideInAnyPackage("dev.rondo.recorder..", "dev.rondo.junit..", "dev.rondo.otel..");
  private static final DescribedPredicate<JavaClass> CLI = resideInAPackage("dev.rondo.cli..");
  private static final DescribedPredicate<JavaClass> RUNTIME =
      resideInAPackage("dev.rondo..")
          .and(not(TRACES))
          .and(not(RECORDER))
          .and(not(CLI))
          .as("classes of the runtime");
  private static final DescribedPredicate<JavaClass> JDK =
      resideInAnyPackage("java..", "javax..", "jdk..", "org.jspecify..");

  @Test
  void all_four_modules_are_looked_at() {
    assertThat(ALL.stream().filter(RUNTIME)).hasSizeGreaterThan(20);
    assertThat(ALL.stream().filter(TRACES)).hasSizeGreaterThan(20);
    assertThat(ALL.stream().filter(RECORDER)).hasSizeGreaterThan(5);
    assertThat(ALL.stream().filter(CLI)).hasSizeGreaterThan(5);
  }

  @Test
  void the_runtime_depends_on_the_jdk_alone() {
    classes()
        .that(RUNTIME)
        .should()
        .onlyDependOnClassesThat(RUNTIME.or(JDK))
        .because("a program on the loop brings nothing else with it")
        .check(ALL);
  }

  @Test
  void traces_know_nothing_of_whoever_makes_or_shows_them() {
    noClasses().that(TRACES).should().dependOnClassesThat(RUNTIME.or(RECORDER).or(CLI)).check(ALL);
  }

  @Test
  void the_recorder_does_not_know_the_command_line() {
    noClasses()
        .that(RECORDER)
        .should()
        .dependOnClassesThat(CLI.or(resideInAPackage("picocli..")))
        .check(ALL);
  }

  @Test
  void of_the_recorder_only_the_test_kit_knows_junit() {
    noClasses()
        .that(resideInAPackage("dev.rondo..").and(not(resideInAPackage("dev.rondo.junit"))))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.junit..", "org.opentest4j..", "dev.rondo.junit"))
        .because("a program is recorded without JUnit")
        .check(ALL);
  }

  @Test
  void the_command_line_does_not_reach_into_the_runtime() {
    noClasses()
        .that(CLI)
        .should()
        .dependOnClassesThat(RUNTIME)
        .because("it starts programs in a JVM of their own")
        .check(ALL);
  }

  @Test
  void the_hooks_know_nothing_of_the_loop() {
    DescribedPredicate<JavaClass> observe = resideInAPackage("dev.rondo.observe");
    DescribedPredicate<JavaClass> leaves = observe.or(resideInAPackage("dev.rondo.schedule"));
    classes().that(leaves).should().onlyDependOnClassesThat(leaves.or(JDK)).check(ALL);
  }

  private static final DescribedPredicate<JavaClass> SYNC = resideInAPackage("dev.rondo.sync");

  @Test
  void synchronisation_is_built_on_the_public_door_alone() {
    DescribedPredicate<JavaClass> door =
        resideInAPackage("dev.rondo").and(modifier(JavaModifier.PUBLIC)).as("the public door");
    classes()
        .that(SYNC)
        .should()
        .onlyDependOnClassesThat(SYNC.or(door).or(JDK))
        .because("then whoever misses something can build it as well")
        .check(ALL);
  }

  @Test
  void one_fair_queue_is_under_all_synchronisation() {
    noClasses()
        .that(SYNC)
        .and()
        .doNotHaveSimpleName("WaitQueue")
        .should()
        .dependOnClassesThat(
            assignableTo("dev.rondo.Future").or(assignableTo("dev.rondo.EventLoop")))
        .because("who waits first is served first, everywhere")
        .check(ALL);
    noClasses()
        .that(SYNC)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.util.concurrent", "java.util.concurrent.locks"))
        .orShould()
        .dependOnClassesThat(assignableTo(Thread.class))
        .check(ALL);
  }

  @Test
  void one_class_alone_names_the_jdks_internals() {
    assertThat(
            ALL.stream()
                .filter(ArchitectureTest::namesInternals)
                .map(ArchitectureTest::outermost)
                .collect(Collectors.toSet()))
        .hasSize(1);
  }

  private static boolean namesInternals(JavaClass any) {
    return any.getDirectDependenciesFromSelf().stream()
        .anyMatch(to -> to.getTargetClass().getPackageName().startsWith("jdk.internal"));
  }

  private static String outermost(JavaClass any) {
    return any.getEnclosingClass().map(ArchitectureTest::outermost).orElse(any.getName());
  }

  @Test
  void packages_do_not_depend_on_each_other_in_circles() {
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass any) {
                return SliceIdentifier.of(any.getPackageName());
              }

              @Override
              public String getDescription() {
                return "packages";
              }
            })
        .should()
        .beFreeOfCycles()
        .check(ALL);
  }
}
