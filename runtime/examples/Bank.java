// Two tellers pay into one account, ten times 10 each. With the argument "careless" they have a form
// checked between reading the balance and writing it: an await in between, and money is lost.
//
//     rondo run -o bank.jsonl runtime/examples/Bank.java careless
//     rondo verify --rules runtime/examples/bank.yaml bank.jsonl

import static dev.rondo.Async.*;

import dev.rondo.*;

static final class Account {
    long balance;
}

final Account account = new Account();
boolean careless;

void main(String[] args) {
    careless = args.length == 1 && args[0].equals("careless");
    if (args.length > 0 && !careless) {
        System.err.println("usage: Bank [careless]");
        System.exit(2);
    }
    run(bank());
    IO.println("paid in 200, the account has " + account.balance);
}

Coroutine<Void> bank() {
    return async(() -> {
        Task<Void> one = createTask(teller(), "teller-1");
        Task<Void> two = createTask(teller(), "teller-2");
        await(gather(List.of(one, two)));
    });
}

Coroutine<Void> teller() {
    return async(() -> {
        for (int i = 0; i < 10; i++) {
            await(payIn(10));
            await(sleep(Duration.ZERO));
        }
    });
}

Coroutine<Void> payIn(long amount) {
    return async(() -> {
        Trace.use(account, "account", "read");
        long balance = account.balance;
        if (careless) {
            await(sleep(Duration.ZERO)); // the form is checked
        }
        account.balance = balance + amount;
        Trace.use(account, "account", "write");
    });
}
