// Timeout and answer at the same moment: the shop takes silence for failure and asks again, and the
// bank does both. First in, first out, the answer is noted before the shop looks.
// Mend it: a number with each request, by which the bank knows that it is the same one again.

import static dev.rondo.Async.*;

import dev.rondo.*;

final Object answer = new Object(); // what traces call "answer"
boolean answered;
int charged;

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
        Task<Void> bank = createTask(charge(), "bank");
        Task<Void> shop = createTask(insist(), "shop");
        await(gather(bank, shop));
    });
}

Coroutine<Void> charge() {
    return async(() -> {
        await(sleep(Duration.ofMillis(50)));
        charged++;
        Trace.use(answer, "answer", "give");
        answered = true;
    });
}

Coroutine<Void> insist() {
    return async(() -> {
        await(sleep(Duration.ofMillis(50))); // waits for the answer so long
        Trace.use(answer, "answer", "look");
        if (!answered) {
            await(charge());
        }
    });
}

String flaw() {
    return charged == 1 ? "" : "TimeoutRace: the customer was charged " + charged + " times";
}
