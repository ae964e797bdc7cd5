package dev.rondo.cli;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Takes spans by OTLP, over HTTP or gRPC, with OpenTelemetry's own classes; and behaves badly where
 * it is told to.
 */
final class OtlpReceiver implements AutoCloseable {

  /** What it does with a request; those not told otherwise are taken. */
  sealed interface Mood {
    /** Answers with an error: an HTTP status, or a gRPC code. */
    record Fails(int status, @Nullable String retryAfter) implements Mood {}

    /** Takes all but so many. */
    record Rejects(long spans) implements Mood {}

    /** Never answers. */
    record Sleeps() implements Mood {}

    /** Closes the connection. */
    record Drops() implements Mood {}
  }

  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private final Deque<Mood> moods = new ArrayDeque<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  final List<ExportTraceServiceRequest> taken = Collections.synchronizedList(new ArrayList<>());
  final List<ExportMetricsServiceRequest> metrics = Collections.synchronizedList(new ArrayList<>());
  final Map<String, String> headers = Collections.synchronizedMap(new TreeMap<>());
  private @Nullable HttpServer http;
  private @Nullable Server grpc;

  private OtlpReceiver() {}

  static OtlpReceiver http() throws IOException {
    return new OtlpReceiver().serving(HttpServer.create(local(), 0));
  }

  static OtlpReceiver https(SSLContext keys) throws IOException {
    HttpsServer server = HttpsServer.create(local(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(keys));
    return new OtlpReceiver().serving(server);
  }

  /** Over TLS, to those alone that show a certificate which {@code keys} trust. */
  static OtlpReceiver mutual(SSLContext keys) throws IOException {
    HttpsServer server = HttpsServer.create(local(), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(keys) {
          @Override
          public void configure(HttpsParameters to) {
            SSLParameters all = getSSLContext().getDefaultSSLParameters();
            all.setNeedClientAuth(true);
            to.setSSLParameters(all);
          }
        });
    return new OtlpReceiver().serving(server);
  }

  static OtlpReceiver grpc() throws IOException {
    OtlpReceiver receiver = new OtlpReceiver();
    receiver.grpc =
        NettyServerBuilder.forAddress(local())
            .intercept(receiver.new Heads())
            .addService(receiver.new Traces())
            .executor(receiver.threads)
            .build()
            .start();
    return receiver;
  }

  static InetSocketAddress local() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private OtlpReceiver serving(HttpServer server) {
    http = server;
    server.setExecutor(threads);
    server.createContext("/v1/traces", this::exchange);
    server.createContext("/v1/metrics", this::metrics);
    server.start();
    return this;
  }

  OtlpReceiver then(Mood... next) {
    moods.addAll(List.of(next));
    return this;
  }

  int port() {
    return http != null ? http.getAddress().getPort() : grpc.getPort();
  }

  String url() {
    return (http instanceof HttpsServer ? "https" : "http") + "://localhost:" + port();
  }

  /** What was taken, in parts that tell of a process each. */
  List<ResourceSpans> resources() {
    return taken.stream().flatMap(request -> request.getResourceSpansList().stream()).toList();
  }

  List<Span> spans() {
    return resources().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  private void exchange(HttpExchange exchange) throws IOException {
    exchange
        .getRequestHeaders()
        .forEach((k, v) -> headers.put(k.toLowerCase(java.util.Locale.ROOT), v.getFirst()));
    ExportTraceServiceRequest request = request(exchange);
    Mood mood = moods.poll();
    switch (mood) {
      case null -> taken(exchange, request, 0);
      case Mood.Rejects(long spans) -> taken(exchange, request, spans);
      case Mood.Fails(int status, String after) -> {
        if (after != null) {
          exchange.getResponseHeaders().add("Retry-After", after);
        }
        answer(exchange, status, "not now".getBytes(StandardCharsets.UTF_8));
      }
      case Mood.Sleeps() -> {
        sleep();
        exchange.close();
      }
      case Mood.Drops() -> exchange.close();
    }
  }

  /** Those of programs that run; by HTTP with protobuf alone, and always taken. */
  private void metrics(HttpExchange exchange) throws IOException {
    metrics.add(ExportMetricsServiceRequest.parseFrom(plain(exchange)));
    answer(exchange, 200, new byte[0]);
  }

  private void sleep() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ExportTraceServiceRequest request(HttpExchange exchange) throws IOException {
    byte[] bytes = plain(exchange);
    return json(exchange) ? ofJson(bytes) : ExportTraceServiceRequest.parseFrom(bytes);
  }

  private static byte[] plain(HttpExchange exchange) throws IOException {
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream body = exchange.getRequestBody();
        InputStream plain = gzip ? new GZIPInputStream(body) : body) {
      return plain.readAllBytes();
    }
  }

  private static boolean json(HttpExchange exchange) {
    return exchange.getRequestHeaders().getFirst("Content-Type").startsWith("application/json");
  }

  private static ExportTraceServiceRequest ofJson(byte[] bytes)
      throws InvalidProtocolBufferException {
    Matcher ids =
        Pattern.compile("\"(traceId|spanId|parentSpanId)\":\"([0-9a-f]*)\"")
            .matcher(new String(bytes, StandardCharsets.UTF_8));
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    JsonFormat.parser()
        .merge(
            ids.replaceAll(
                m -> "\"" + m.group(1) + "\":\"" + ExportOtlpTest.base64(m.group(2)) + "\""),
            request);
    return request.build();
  }

  private void taken(HttpExchange exchange, ExportTraceServiceRequest request, long rejected)
      throws IOException {
    taken.add(request);
    ExportTraceServiceResponse response = response(rejected);
    answer(
        exchange,
        200,
        json(exchange)
            ? JsonFormat.printer().print(response).getBytes(StandardCharsets.UTF_8)
            : response.toByteArray());
  }

  private static ExportTraceServiceResponse response(long rejected) {
    return rejected == 0
        ? ExportTraceServiceResponse.getDefaultInstance()
        : ExportTraceServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportTracePartialSuccess.newBuilder()
                    .setRejectedSpans(rejected)
                    .setErrorMessage("too many"))
            .build();
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private final class Heads implements ServerInterceptor {
    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
        ServerCall<A, B> call, Metadata said, ServerCallHandler<A, B> next) {
      for (String key : said.keys()) {
        if (!key.endsWith("-bin")) {
          headers.put(key, said.get(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER)));
        }
      }
      return next.startCall(call, said);
    }
  }

  private final class Traces extends TraceServiceGrpc.TraceServiceImplBase {
    @Override
    public void export(
        ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> to) {
      Mood mood = moods.poll();
      switch (mood) {
        case null -> taken(request, to, 0);
        case Mood.Rejects(long spans) -> taken(request, to, spans);
        case Mood.Fails(int status, String after) -> to.onError(failure(status, after));
        case Mood.Sleeps() -> sleep();
        case Mood.Drops() -> grpc.shutdownNow();
      }
    }

    private static Throwable failure(int status, @Nullable String after) {
      Metadata trailers = new Metadata();
      if (after != null) {
        var delay = com.google.protobuf.Duration.newBuilder().setSeconds(Long.parseLong(after));
        var retry = com.google.rpc.RetryInfo.newBuilder().setRetryDelay(delay).build();
        trailers.put(
            DETAILS,
            com.google.rpc.Status.newBuilder()
                .setCode(status)
                .addDetails(com.google.protobuf.Any.pack(retry))
                .build()
                .toByteArray());
      }
      return Status.fromCodeValue(status).withDescription("not now").asRuntimeException(trailers);
    }

    private void taken(
        ExportTraceServiceRequest request,
        StreamObserver<ExportTraceServiceResponse> to,
        long rejected) {
      taken.add(request);
      to.onNext(response(rejected));
      to.onCompleted();
    }
  }

  @Override
  public void close() {
    over.countDown();
    if (http != null) {
      http.stop(0);
    } else {
      grpc.shutdownNow();
    }
    threads.shutdownNow();
  }
}
