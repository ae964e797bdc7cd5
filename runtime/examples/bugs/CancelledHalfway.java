// Cancelled between two steps that belong together: the money has left one account and never arrives at
// the other. First in, first out, the transfer is over when the user gives up, though at the same
// moment.
// Mend it: await shield(…) of what must not be torn apart, or undo the first step in a finally block.

import static dev.rondo.Async.*;

import dev.rondo.*;

final Object books = new Object(); // what traces call "books"
int savings = 100;
int cash;

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
        Task<Void> transfer = createTask(transfer(), "transfer");
        Task<Void> user = createTask(giveUpOn(transfer), "user");
        await(waitAll(List.of(transfer, user)));
    });
}

Coroutine<Void> transfer() {
    return async(() -> {
        Trace.use(books, "books", "withdraw");
        savings -= 50;
        await(sleep(Duration.ofMillis(5))); // the other bank answers
        cash += 50;
        Trace.use(books, "books", "deposit");
    });
}

Coroutine<Void> giveUpOn(Task<Void> transfer) {
    return async(() -> {
        await(sleep(Duration.ofMillis(5)));
        transfer.cancel();
    });
}

String flaw() {
    int all = savings + cash;
    return all == 100 ? "" : "CancelledHalfway: of 100 there are " + all + " left";
}
