package dev.rondo.cli;

import dev.rondo.cli.otlp.Endpoint;
import dev.rondo.cli.otlp.Protocol;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where spans are sent: options, and OpenTelemetry's environment variables where they are not
 * given. A mixin.
 */
final class EndpointOptions {
  private static final int GRPC_PORT = 4317;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description =
          "The receiver: http://host:4318 (to which /v1/traces is added) or, for gRPC,"
              + " http://host:4317. Without it and -o, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT or"
              + " OTEL_EXPORTER_OTLP_ENDPOINT says it.")
  private @Nullable String endpoint;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      description =
          "grpc, http/protobuf or http/json. Without it and OTEL_EXPORTER_OTLP_PROTOCOL, grpc for"
              + " port 4317 and http/protobuf for all others.")
  private @Nullable String protocol;

  @Option(
      names = "--header",
      paramLabel = "KEY=VALUE",
      description =
          "One more header of each request. Secrets are better in OTEL_EXPORTER_OTLP_HEADERS.")
  private Map<String, String> headers = new LinkedHashMap<>();

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "The certificates (PEM) that the receiver is trusted by.")
  private @Nullable Path authority;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "The certificate (PEM) to show to the receiver; with --key.")
  private @Nullable Path certificate;

  @Option(names = "--key", paramLabel = "FILE", description = "Its private key (PEM, PKCS #8).")
  private @Nullable Path key;

  @Option(names = "--compression", paramLabel = "gzip|none", description = "none without it.")
  private @Nullable String compression;

  @Option(
      names = "--timeout",
      paramLabel = "MS",
      description = "How long a request may take, in milliseconds; 10000 without it.")
  private @Nullable String timeout;

  @Option(
      names = "--retries",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "How often a slice is sent again where that may help; ${DEFAULT-VALUE} without it.")
  private int retries;

  /** Whether the command line itself names a receiver. */
  boolean given() {
    return endpoint != null;
  }

  /**
   * The endpoint that was named, or null.
   *
   * @throws UsageException if it cannot be one
   */
  @Nullable Endpoint endpoint(Map<String, String> environment) {
    Variables variables = new Variables(environment);
    String own = environment.get("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
    String url =
        endpoint != null
            ? endpoint
            : own != null && !own.isEmpty() ? own : variables.get("ENDPOINT");
    if (url == null) {
      return null;
    }
    Protocol how = protocol(variables, url);
    boolean whole = endpoint == null && url.equals(own);
    Path shown = file(certificate, variables.get("CLIENT_CERTIFICATE"));
    Path with = file(key, variables.get("CLIENT_KEY"));
    if ((shown == null) != (with == null)) {
      throw new UsageException("--cert and --key go together");
    }
    return new Endpoint(
        uri(url, how, whole, "true".equalsIgnoreCase(variables.get("INSECURE"))),
        how,
        headers(variables.get("HEADERS")),
        file(authority, variables.get("CERTIFICATE")),
        shown,
        with,
        gzip(variables.get("COMPRESSION")),
        timeout(variables.get("TIMEOUT")),
        Math.max(0, retries));
  }

  /** OpenTelemetry's variables: the one for traces, else the one for all signals. */
  private record Variables(Map<String, String> environment) {
    @Nullable String get(String name) {
      String own = environment.getOrDefault("OTEL_EXPORTER_OTLP_TRACES_" + name, "");
      String all = environment.getOrDefault("OTEL_EXPORTER_OTLP_" + name, "");
      return !own.isEmpty() ? own : !all.isEmpty() ? all : null;
    }
  }

  private Protocol protocol(Variables variables, String url) {
    String said = protocol != null ? protocol : variables.get("PROTOCOL");
    String name =
        said != null ? said : url.matches(".*:" + GRPC_PORT + "/?") ? "grpc" : "http/protobuf";
    return Arrays.stream(Protocol.values())
        .filter(one -> one.text().equals(name))
        .findAny()
        .orElseThrow(() ->
            new UsageException(
                "unknown protocol '" + name + "', expected grpc, http/protobuf or http/json"));
  }

  /** With a scheme and path. A variable for traces alone is taken as it is. */
  private static URI uri(String url, Protocol protocol, boolean whole, boolean insecure) {
    boolean bare = !url.contains("://") && protocol == Protocol.GRPC;
    try {
      URI uri = new URI(bare ? (insecure ? "http://" : "https://") + url : url);
      String scheme = uri.getScheme();
      if (uri.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
        throw noUrl(url);
      }
      String path = uri.getRawPath() == null ? "" : uri.getRawPath();
      return switch (protocol) {
        case GRPC -> uri.resolve("/opentelemetry.proto.collector.trace.v1.TraceService/Export");
        default -> whole || path.endsWith("/v1/traces") ? uri : withPath(uri, path);
      };
    } catch (URISyntaxException e) {
      throw noUrl(url);
    }
  }

  private static URI withPath(URI uri, String path) {
    return uri.resolve((path.endsWith("/") ? path : path + "/") + "v1/traces");
  }

  private static UsageException noUrl(String url) {
    return new UsageException(
        "'" + url + "' can't be an endpoint, expected a URL like http://localhost:4318");
  }

  /** {@code a=1,b=2}, each percent-encoded; those of the command line win. */
  private Map<String, String> headers(@Nullable String variable) {
    Map<String, String> all = new LinkedHashMap<>(pairs(variable, "OTEL_EXPORTER_OTLP_HEADERS"));
    all.putAll(headers);
    return all;
  }

  /**
   * What a variable like {@code a=1,b=2} says.
   *
   * @throws UsageException if one of them has no {@code =}
   */
  static Map<String, String> pairs(@Nullable String variable, String name) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair :
        variable == null || variable.isBlank() ? new String[0] : variable.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new UsageException(name + " has a part without a name and '=', expected a=1,b=2");
      }
      pairs.put(pair.substring(0, equals).strip(), decoded(pair.substring(equals + 1).strip()));
    }
    return pairs;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static @Nullable Path file(@Nullable Path option, @Nullable String variable) {
    return option != null || variable == null ? option : Path.of(variable);
  }

  private boolean gzip(@Nullable String variable) {
    String said = compression != null ? compression : variable == null ? "none" : variable;
    return switch (said) {
      case "gzip" -> true;
      case "none" -> false;
      default ->
          throw new UsageException("unknown compression '" + said + "', expected gzip or none");
    };
  }

  private Duration timeout(@Nullable String variable) {
    String said = timeout != null ? timeout : variable == null ? "10000" : variable;
    if (!said.matches("[1-9][0-9]{0,8}")) {
      throw new UsageException("the time-out is '" + said + "', expected milliseconds, at least 1");
    }
    return Duration.ofMillis(Long.parseLong(said));
  }
}
