import org.jspecify.annotations.NullMarked;

/** The event loop, coroutines, tasks and futures; depends on nothing but the JDK. */
@NullMarked
module dev.rondo.runtime {
  requires static transitive org.jspecify;

  exports dev.rondo;
  exports dev.rondo.dump;
  exports dev.rondo.observe;
  exports dev.rondo.schedule;
  exports dev.rondo.sync;
  exports dev.rondo.testing;

  uses dev.rondo.observe.ObserverProvider;
}
