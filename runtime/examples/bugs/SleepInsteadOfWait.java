// Waiting by guess: the server gives the configuration some moments to load, which were always enough.
// It fails only where the loader falls behind by several steps, so no shuffling within turns finds it.
// Mend it: await the task that loads.

import static dev.rondo.Async.*;

import dev.rondo.*;

final Object config = new Object(); // what traces call "config"
String host;
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
        Task<Void> loader = createTask(load(), "loader");
        Task<Void> server = createTask(serve(), "server");
        await(gather(loader, server));
    });
}

Coroutine<Void> load() {
    return async(() -> {
        for (int line = 0; line < 3; line++) {
            await(sleep(Duration.ZERO));
        }
        Trace.use(config, "config", "write");
        host = "localhost";
    });
}

Coroutine<Void> serve() {
    return async(() -> {
        for (int moment = 0; moment < 6; moment++) {
            await(sleep(Duration.ZERO));
        }
        Trace.use(config, "config", "read");
        failure = host == null ? "SleepInsteadOfWait: there is no configuration yet" : "";
    });
}

String flaw() {
    return failure;
}
