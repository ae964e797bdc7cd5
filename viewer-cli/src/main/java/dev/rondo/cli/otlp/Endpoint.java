package dev.rondo.cli.otlp;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where spans are sent, and how.
 *
 * @param url with its path, where the protocol has one
 * @param headers more headers of each request
 * @param authority PEM certificates that a server is trusted by; null for those of the JDK
 * @param certificate PEM certificate chain that the client shows; null for none
 * @param key its private key, in PEM (PKCS #8)
 * @param timeout how long a request may take
 * @param retries how often a slice is sent again where that may help
 */
public record Endpoint(
    URI url,
    Protocol protocol,
    Map<String, String> headers,
    @Nullable Path authority,
    @Nullable Path certificate,
    @Nullable Path key,
    boolean gzip,
    Duration timeout,
    int retries) {

  boolean secure() {
    return url.getScheme().equals("https");
  }
}
