// The whole model in seven lessons: read what this prints, then the same run as a timeline.
//
//     ./rondo run runtime/examples/Overview.java

import static dev.rondo.Async.*;

import dev.rondo.*;

void main() {
    try (EventLoop loop = EventLoop.create()) {
        Task<Void> tour = new Task<>(tour(), loop, "tour"); // queued on that loop, which does not run yet
        loop.runUntilComplete(tour);
    }
}

Coroutine<Void> tour() {
    return async(() -> {
        await(callingStartsNothing()); // a coroutine awaits coroutines: this is all one task
        await(awaitingRunsInPlace());
        await(callbacksBringUsBack());
        await(makingATaskQueuesIt());
        await(greedStarves());
        await(politenessShares());
    });
}

/** A coroutine function: to call it makes the coroutine, and runs none of this body. */
Coroutine<String> greet(String whom) {
    return async(() -> {
        say("(greet runs) Hello, " + whom + "!");
        return whom + " was greeted";
    });
}

Coroutine<Void> callingStartsNothing() {
    return async(() -> {
        lesson("1. Calling a coroutine function gives a coroutine. It has not started.");
        Coroutine<String> greeting = greet("Ada");
        say(greeting);
        say("Nobody was greeted yet. Now we await it:");
        say(await(greeting));
        say(greeting + ", and it runs only once");
    });
}

Coroutine<Void> awaitingRunsInPlace() {
    return async(() -> {
        lesson("2. `await coroutine` runs it at once, in place, like a call. Nobody else gets a turn.");
        Task<String> bob = createTask(greet("Bob"), "bob"); // in the queue, behind us
        await(greet("Ada"));
        say("Bob has been in the queue all the time: " + bob);

        lesson("3. `await task` cedes control. The loop runs what is ready, and that is bob.");
        say(await(bob));
    });
}

/** Sleeps, and that cedes control as well: it awaits a future that a timer completes. */
Coroutine<String> brew(String what) {
    return async(() -> {
        say("(brew runs) the kettle is on");
        await(sleep(Duration.ofMillis(20)));
        return what;
    });
}

Coroutine<Void> drink(Task<String> kettle) {
    return async(() -> {
        say("(drink runs) waiting for the kettle");
        say("(drink runs) ah, " + await(kettle));
    });
}

Coroutine<Void> callbacksBringUsBack() {
    return async(() -> {
        lesson("4. A task keeps a list of callbacks: whom to tell when it is done. To await it adds one.");
        Task<String> kettle = createTask(brew("tea"), "kettle");
        Task<Void> guest = createTask(drink(kettle), "guest");
        kettle.addDoneCallback(named("whistle", task -> say("(whistle) " + task.result() + "!")));
        say(kettle);
        await(sleep(Duration.ZERO)); // to the tail of the queue: kettle and guest run before us
        say(kettle);
        await(guest);
        say(kettle);
    });
}

Coroutine<Void> makingATaskQueuesIt() {
    return async(() -> {
        lesson("5. Making a task puts it in a loop's queue: the loop that is named, or else the running one.");
        EventLoop loop = EventLoop.running();
        Task<String> cleo = new Task<>(greet("Cleo")); // without a name it is given one
        Task<String> dan = new Task<>(greet("Dan"), loop, "dan");
        Task<String> eve = createTask(greet("Eve"), "eve");
        say("Three are queued, none has started: " + cleo.name() + ", " + dan.name() + ", " + eve.name());
        await(eve); // the queue is served in order, so the others run before her
    });
}

/** Does three pieces of work, and gives the others a turn after each, or not. */
Coroutine<Void> work(String who, boolean polite) {
    return async(() -> {
        for (int piece = 1; piece <= 3; piece++) {
            compute();
            say("(work runs) " + who + " has done piece " + piece);
            if (polite) {
                await(sleep(Duration.ZERO)); // a bare yield: to the tail of the queue
            }
        }
    });
}

/** Keeps the processor busy for a moment. */
long compute() {
    return LongStream.range(0, 2_000_000).map(n -> n ^ (n << 7)).sum();
}

Coroutine<Void> greedStarves() {
    return async(() -> {
        lesson("6. Nothing is preempted: a task that never pauses starves the others.");
        Task<Void> greedy = createTask(work("greedy", false), "greedy");
        Task<Void> patient = createTask(work("patient", true), "patient");
        await(gather(greedy, patient));
    });
}

Coroutine<Void> politenessShares() {
    return async(() -> {
        lesson("7. The same made polite: sleep(Duration.ZERO) after each piece, and they take turns.");
        Task<Void> polite = createTask(work("polite", true), "polite");
        Task<Void> partner = createTask(work("partner", true), "partner");
        await(gather(polite, partner));
    });
}

/** A heading for the reader, and a mark in the trace. */
void lesson(String title) {
    Trace.mark(title);
    IO.println((title.startsWith("1.") ? "" : "\n") + title);
}

void say(Object what) {
    IO.println("   " + what);
}
