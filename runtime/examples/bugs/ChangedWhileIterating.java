// A list that changes while somebody iterates over it with pauses: a guest leaves between two
// greetings. First in, first out, all are greeted long before; one has to overtake by several steps.
// Mend it: iterate over a copy, List.copyOf(guests).

import static dev.rondo.Async.*;

import dev.rondo.*;

final List<String> guests = new ArrayList<>(List.of("ann", "bob", "eve"));
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
        Task<Void> host = createTask(greet(), "host");
        Task<Void> door = createTask(leave(), "door");
        await(gather(host, door));
    });
}

Coroutine<Void> greet() {
    return async(() -> {
        try {
            for (String guest : guests) {
                Trace.use(guests, "guests", "greet");
                await(sleep(Duration.ZERO)); // shakes hands
                Trace.use(guests, "guests", "look for the next");
            }
        } catch (ConcurrentModificationException e) {
            failure = "ChangedWhileIterating: a guest left while the host went round";
        }
    });
}

Coroutine<Void> leave() {
    return async(() -> {
        for (int moment = 0; moment < 8; moment++) {
            await(sleep(Duration.ZERO));
        }
        Trace.use(guests, "guests", "leave");
        guests.remove("ann");
    });
}

String flaw() {
    return failure;
}
