package dev.rondo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Apache SkyWalking OAP in a process of its own: takes OTLP over gRPC, tells by Zipkin's API. */
final class SkyWalking implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String LOGGING =
      """
      <Configuration>
        <Appenders><Console name="out"><PatternLayout pattern="%p %c{1} %m%n"/></Console></Appenders>
        <Loggers><Root level="ERROR"><AppenderRef ref="out"/></Root></Loggers>
      </Configuration>
      """;

  private static final List<String> EMPTY_FILES =
      List.of(
          "endpoint-name-grouping.yml",
          "service-apdex-threshold.yml",
          "gateways.yml",
          "metadata-service-mapping.yaml",
          "oal/browser.oal",
          "oal/cilium.oal",
          "oal/core.oal",
          "oal/disable.oal",
          "oal/dotnet-agent.oal",
          "oal/ebpf.oal",
          "oal/java-agent.oal",
          "oal/mesh.oal",
          "oal/tcp.oal");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private final int grpc = free();
  private final int query = free();

  /** Starts it with the jars of the first folder; what it needs to be told goes to the second. */
  SkyWalking(Path jars, Path folder) throws IOException {
    configure(folder);
    log = folder.resolve("log");
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx900m",
                "-cp",
                folder + ":" + jars + "/*",
                "org.apache.skywalking.oap.server.starter.OAPServerStartUp")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    until("/zipkin/api/v2/services", answer -> true);
  }

  private void configure(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("oal"));
    for (String kind :
        List.of(
            "openapi-definitions",
            "lal",
            "log-mal-rules",
            "meter-analyzer-config",
            "envoy-metrics-rules",
            "otel-rules")) {
      Files.createDirectories(folder.resolve(kind));
    }
    for (String name : EMPTY_FILES) {
      Files.writeString(folder.resolve(name), "");
    }
    Files.writeString(folder.resolve("component-libraries.yml"), "{}\n");
    Files.writeString(folder.resolve("log4j2.xml"), LOGGING); // it insists on one in XML
    Files.writeString(folder.resolve("alarm-settings.yml"), "rules:\n");
    Files.writeString(
        folder.resolve("trace-sampling-policy-settings.yml"),
        "default:\n  rate: 10000\n  duration: -1\n");
    Files.writeString(
        folder.resolve("application.yml"),
        Files.readString(Path.of("src/test/oap/application.yml"))
            .replace("@grpc@", "" + grpc)
            .replace("@query@", "" + query)
            .replace("@zipkin@", "" + free())
            .replace("@rest@", "" + free()));
  }

  private static int free() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + grpc;
  }

  /** The spans of a trace, once that many are there. */
  JsonNode trace(String id, int spans) {
    return until("/zipkin/api/v2/trace/" + id, answer -> answer.size() >= spans);
  }

  private JsonNode until(String path, Predicate<JsonNode> enough) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - end < 0) {
      assertThat(process.isAlive()).as(() -> log()).isTrue();
      JsonNode answer = get(path);
      if (answer != null && enough.test(answer)) {
        return answer;
      }
      LockSupport.parkNanos(200_000_000);
    }
    throw new AssertionError("nothing at " + path + " within " + PATIENCE);
  }

  private String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "" + e;
    }
  }

  /** Null where it is not ready, or has no such trace. */
  private JsonNode get(String path) {
    try {
      URI uri = URI.create("http://127.0.0.1:" + query + path);
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 ? JsonMapper.shared().readTree(answer.body()) : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    client.close();
    process.destroy();
  }
}
