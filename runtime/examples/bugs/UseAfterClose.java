// Use after close: the reaper closes sessions that have been idle for long, and does not see that one
// is about to be used. First in, first out, the user sends before the reaper looks, though at the same
// moment.
// Mend it: mark the session as in use before the pause, or look whether it is open after the pause.

import static dev.rondo.Async.*;

import dev.rondo.*;

final Object session = new Object(); // what traces call "session"
boolean open = true;
boolean idle = true;
String failure = "";

void main() {
    run(story(), EventLoop.builder().virtualClock());
    if (!flaw().isEmpty()) {
        System.err.println(flaw());
        System.exit(1);
    }
    IO.println("all is well");
}

Coroutine<Void> story() {
    return async(() -> {
        Task<Void> user = createTask(use(), "user");
        Task<Void> reaper = createTask(reap(), "reaper");
        await(gather(user, reaper));
    });
}

Coroutine<Void> use() {
    return async(() -> {
        if (open) {
            await(sleep(Duration.ofMillis(20))); // composes the message
            send();
        }
    });
}

void send() {
    Trace.use(session, "session", "send");
    idle = false;
    failure = open ? "" : "UseAfterClose: sent on a session that is closed";
}

Coroutine<Void> reap() {
    return async(() -> {
        await(sleep(Duration.ofMillis(20)));
        Trace.use(session, "session", "reap");
        open = !idle;
    });
}

String flaw() {
    return failure;
}
