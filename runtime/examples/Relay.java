// Two processes in one trace: the client starts the server, and sends it messages through a pipe, each with the
// traceparent of the task that asks. Where the client is recorded, the server records itself beside it:
//   rondo run -o client.jsonl runtime/examples/Relay.java
//   rondo merge client.jsonl server.jsonl -o both.jsonl
//   rondo export otlp both.jsonl -o - | jq       (or --endpoint URL)

import static dev.rondo.Async.*;

import dev.rondo.*;
import dev.rondo.observe.*;

void main(String[] args) {
  run(args.length == 0 ? client() : server());
}

Coroutine<Void> client() {
  return async(() -> {
    Process server = start();
    try (Writer to = server.outputWriter(); BufferedReader from = server.inputReader()) {
      for (String dish : List.of("tea", "toast", "jam")) {
        IO.println(await(createTask(ask(to, from, dish), "ask for " + dish)));
      }
    }
    await(server.onExit()); // its pipe is closed
  });
}

/** The same program again, as the server. */
Process start() throws IOException {
  ProcessHandle.Info me = ProcessHandle.current().info();
  List<String> command = new ArrayList<>(List.of(me.command().orElseThrow()));
  for (String word : me.arguments().orElseThrow()) {
    command.add(asServer(word));
  }
  command.add("server");
  ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  Traceparent here = Trace.traceparent();
  if (here != null) {
    builder.environment().put(Traceparent.VARIABLE, here.toString());
  }
  return builder.start();
}

/** An argument of the client as the server gets it: it has a trace and a name of its own. */
String asServer(String argument) {
  String[] pair = argument.split("=", 2);
  return switch (pair[0]) {
    case "-Drondo.record" -> pair[0] + "=" + Path.of(pair[1]).resolveSibling("server.jsonl");
    case "-Drondo.program", "-Dotel.service.name" -> pair[0] + "=Server";
    default -> argument;
  };
}

Coroutine<String> ask(Writer to, BufferedReader from, String dish) {
  return async(() -> {
    Traceparent here = Trace.traceparent();
    to.write((here == null ? "-" : here) + " " + dish + "\n");
    to.flush();
    return await(toThread(from::readLine));
  });
}

Coroutine<Void> server() {
  BufferedReader from = new BufferedReader(new InputStreamReader(System.in));
  return async(() -> {
    String message = await(toThread(from::readLine));
    while (message != null) {
      String[] words = message.split(" ", 2);
      IO.println(await(createTask(serve(words[0], words[1]), "serve " + words[1])));
      message = await(toThread(from::readLine));
    }
  });
}

Coroutine<String> serve(String traceparent, String dish) {
  return async(() -> {
    Trace.received(traceparent.equals("-") ? null : traceparent);
    await(sleep(Duration.ofMillis(50L * dish.length())));
    return dish + " is served";
  });
}
