// Fetches pages with the JDK's own HttpClient, whose stages a task can await: three at once, then one that is
// too slow to be waited for. The server is the JDK's too, and runs only as long as the program.

import static dev.rondo.Async.*;

import com.sun.net.httpserver.*;
import dev.rondo.*;
import java.net.http.*;

final HttpClient client = HttpClient.newHttpClient();

Coroutine<String> fetch(URI page) {
  return async(() -> {
    HttpRequest request = HttpRequest.newBuilder(page).build();
    HttpResponse<String> response = await(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
    return page.getPath() + " " + response.statusCode() + " " + response.body();
  });
}

Coroutine<Void> fetchAll(URI site) {
  return async(() -> {
    List<String> pages = await(gather(fetch(site.resolve("/tea")), fetch(site.resolve("/toast")), fetch(site.resolve("/gin"))));
    pages.forEach(IO::println);
    try {
      await(waitFor(fetch(site.resolve("/slow")), Duration.ofMillis(200)));
    } catch (dev.rondo.TimeoutException e) {
      IO.println("/slow is too slow"); // and its request was cancelled
    }
  });
}

void main() throws IOException {
  CountDownLatch over = new CountDownLatch(1);
  HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
  page(server, "/tea", 200, "with milk");
  page(server, "/toast", 200, "with jam");
  page(server, "/gin", 404, "not for breakfast");
  server.createContext("/slow", exchange -> {
    try (exchange) {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  });
  server.start();
  try (client) {
    run(fetchAll(URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
  } finally {
    over.countDown();
    server.stop(0);
  }
}

void page(HttpServer server, String path, int status, String text) {
  server.createContext(path, exchange -> {
    try (exchange) {
      exchange.sendResponseHeaders(status, text.length());
      exchange.getResponseBody().write(text.getBytes());
    }
  });
}
