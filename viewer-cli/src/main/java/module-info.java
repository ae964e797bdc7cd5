import org.jspecify.annotations.NullMarked;

/** The {@code rondo} command. */
@NullMarked
module dev.rondo.cli {
  requires static transitive org.jspecify;
  requires dev.rondo.traces;
  requires dev.rondo.recorder;
  requires info.picocli;
  requires jdk.unsupported; // signals

  opens dev.rondo.cli to
      info.picocli;
}
