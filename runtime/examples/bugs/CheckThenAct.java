// Check, then act: the seat is free when it is looked at, and sold when it is taken. First in, first
// out, ann's bank answers before bob comes, though at the same moment.
// Mend it: take the seat first and give it back if the payment fails, or hold a Lock over both.

import static dev.rondo.Async.*;

import dev.rondo.*;

final Object hall = new Object(); // what traces call "seats"
int seats = 1;

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
        Task<Void> ann = createTask(buy(), "ann");
        Task<Void> bob = createTask(comeLater(), "bob");
        await(gather(ann, bob));
    });
}

Coroutine<Void> comeLater() {
    return async(() -> {
        await(sleep(Duration.ofMillis(3)));
        await(buy());
    });
}

Coroutine<Void> buy() {
    return async(() -> {
        Trace.use(hall, "seats", "look");
        if (seats > 0) {
            await(sleep(Duration.ofMillis(3))); // pays
            Trace.use(hall, "seats", "take");
            seats--;
        }
    });
}

String flaw() {
    return seats == 0 ? "" : "CheckThenAct: one seat was sold " + (1 - seats) + " times";
}
