// Lost update: who read the balance before a pause writes it after the pause, and undoes what another
// wrote meanwhile. First in, first out, alice has written by the time bob reads.
// Mend it: read and write without a pause in between, or hold a Lock over both.

import static dev.rondo.Async.*;

import dev.rondo.*;

final Object account = new Object(); // what traces call "account"
int balance;

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
        Task<Void> alice = createTask(payIn(0), "alice");
        Task<Void> bob = createTask(payIn(1), "bob");
        await(gather(alice, bob));
    });
}

Coroutine<Void> payIn(int queueing) {
    return async(() -> {
        for (int i = 0; i < queueing; i++) {
            await(sleep(Duration.ZERO));
        }
        Trace.use(account, "account", "read");
        int before = balance;
        await(sleep(Duration.ZERO)); // the form is checked
        balance = before + 10;
        Trace.use(account, "account", "write");
    });
}

String flaw() {
    return balance == 20 ? "" : "LostUpdate: paid in 20, the account has " + balance;
}
