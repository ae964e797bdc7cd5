package dev.rondo.cli.otlp;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLException;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Carries requests to an endpoint, one at a time. For one thread. */
final class Wire implements AutoCloseable {
  private final Endpoint endpoint;
  private final OkHttpClient client;

  /**
   * Nothing is connected yet.
   *
   * @throws IOException if a certificate or key cannot be read
   */
  Wire(Endpoint endpoint) throws IOException {
    this.endpoint = endpoint;
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .callTimeout(endpoint.timeout())
            .connectTimeout(endpoint.timeout())
            .readTimeout(endpoint.timeout())
            .writeTimeout(endpoint.timeout())
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .protocols(protocols(endpoint));
    if (endpoint.secure()) {
      Keys keys = new Keys(endpoint.authority(), endpoint.certificate(), endpoint.key());
      builder.sslSocketFactory(keys.sockets, keys.trust);
    }
    client = builder.build();
  }

  private static List<okhttp3.Protocol> protocols(Endpoint endpoint) {
    if (endpoint.protocol().plain()) {
      return List.of(okhttp3.Protocol.HTTP_1_1);
    }
    return endpoint.secure()
        ? List.of(okhttp3.Protocol.HTTP_2, okhttp3.Protocol.HTTP_1_1)
        : List.of(okhttp3.Protocol.H2_PRIOR_KNOWLEDGE);
  }

  /** Sends a message, and waits for what becomes of it. */
  Answer send(byte[] message) {
    try (Response response = client.newCall(request(message)).execute()) {
      byte[] body = response.body().bytes();
      return endpoint.protocol() == Protocol.GRPC ? grpc(response, body) : http(response, body);
    } catch (SSLException e) {
      return new Answer.Closed("the TLS connection failed: " + e.getMessage());
    } catch (IOException e) {
      return new Answer.Later(reason(e), null);
    }
  }

  private Request request(byte[] message) throws IOException {
    byte[] packed = endpoint.gzip() ? gzip(message) : message;
    Request.Builder request = new Request.Builder().url(endpoint.url().toString());
    endpoint.headers().forEach(request::header);
    request.header("User-Agent", "rondo");
    if (endpoint.protocol() == Protocol.GRPC) {
      request.header("te", "trailers");
      if (endpoint.gzip()) {
        request.header("grpc-encoding", "gzip");
      }
      packed = Answers.framed(packed, endpoint.gzip());
    } else if (endpoint.gzip()) {
      request.header("Content-Encoding", "gzip");
    }
    MediaType type = MediaType.get(endpoint.protocol().contentType);
    return request.post(RequestBody.create(packed, type)).build();
  }

  private static byte[] gzip(byte[] message) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(message.length / 4 + 64);
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(message);
    }
    return packed.toByteArray();
  }

  private Answer http(Response response, byte[] body) {
    return Answers.http(
        endpoint.protocol(), response.code(), response.header("Retry-After"), body, Instant.now());
  }

  /** The status is in the trailers, or, where there is no message, in the headers. */
  private static Answer grpc(Response response, byte[] body) throws IOException {
    if (response.code() != 200) {
      return Answers.http(
          Protocol.GRPC, response.code(), response.header("Retry-After"), body, Instant.now());
    }
    Headers said =
        response.header("grpc-status") == null ? response.trailers() : response.headers();
    return Answers.grpc(
        said.get("grpc-status"),
        said.get("grpc-message"),
        said.get("grpc-status-details-bin"),
        body);
  }

  private String reason(IOException e) {
    return switch (e) {
      case UnknownHostException _ -> "there is no host " + endpoint.url().getHost();
      case ConnectException _ -> "can't connect: " + e.getMessage();
      case SocketTimeoutException _ -> late();
      case java.io.InterruptedIOException _ -> late();
      default ->
          "no answer that is %s: %s"
              .formatted(
                  endpoint.protocol().text(),
                  requireNonNull(e.getMessage() == null ? e.getClass().getName() : e.getMessage()));
    };
  }

  private String late() {
    return "no answer within " + endpoint.timeout().toMillis() + " ms";
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
