/**
 * The parser of command lines, as its sources are; {@code pom.xml} says why it is compiled here.
 */
module info.picocli {
  requires static java.sql;

  exports picocli;
}
