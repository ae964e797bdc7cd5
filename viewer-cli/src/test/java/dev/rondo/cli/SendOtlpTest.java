package dev.rondo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.cli.OtlpReceiver.Mood;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends spans to a receiver that decodes them with OpenTelemetry's own classes. */
class SendOtlpTest {
  private static final String HELLO = "src/main/resources/dev/rondo/cli/hello.jsonl";
  private static final int TASKS = 1300; // three slices

  @TempDir Path folder;

  private final Session session = Session.in(Path.of("target"));

  private static final char[] PASSWORD = "secret".toCharArray();

  private Session.Result send(String trace, OtlpReceiver to, String... options) {
    String[] args = {"export", "otlp", trace, "--endpoint", to.url()};
    return session.run(Stream.concat(Stream.of(args), Stream.of(options)).toArray(String[]::new));
  }

  private static OtlpReceiver receiver(String protocol) throws IOException {
    return protocol.equals("grpc") ? OtlpReceiver.grpc() : OtlpReceiver.http();
  }

  private String many() throws IOException {
    StringBuilder text =
        new StringBuilder(
            "{\"ev\":\"trace\",\"version\":1,\"program\":\"P\",\"clock\":\"virtual\"}\n");
    for (int i = 1; i <= TASKS; i++) {
      text.append(
          "{\"seq\":%d,\"t\":%d,\"loop\":1,\"ev\":\"task\",\"task\":%d,\"name\":\"n%d\",\"coro\":\"c\"}\n"
              .formatted(i, i, i, i));
    }
    text.append("{\"ev\":\"end\",\"events\":1300,\"lost\":0}\n");
    return Files.writeString(folder.resolve("many.jsonl"), text).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf", "http/json"})
  void every_span_arrives_with_all_it_says(String protocol) throws IOException {
    try (OtlpReceiver receiver = receiver(protocol)) {
      for (String compression : List.of("none", "gzip")) {
        receiver.taken.clear();
        Session.Result result =
            send(
                HELLO,
                receiver,
                "--protocol",
                protocol,
                "--compression",
                compression,
                "--header",
                "x-key=a b");
        assertThat(result.exits(ExitCode.FINE).err())
            .isEqualTo("rondo: 2 spans to " + receiver.url() + System.lineSeparator());
        assertThat(receiver.headers).containsEntry("x-key", "a b");
        assertThat(receiver.spans()).extracting(Span::getName).containsExactly("child", "main");
        Path file = folder.resolve("same.jsonl");
        session.run("export", "otlp", HELLO, "-o", file.toString()).exits(ExitCode.FINE);
        assertThat(receiver.taken.getFirst().getResourceSpansList())
            .isEqualTo(ExportOtlpTest.decode(Files.readString(file)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf"})
  void many_go_in_slices_and_what_is_rejected_is_counted(String protocol) throws IOException {
    try (OtlpReceiver receiver = receiver(protocol).then(new Mood.Rejects(7))) {
      Session.Result result = send(many(), receiver, "--protocol", protocol);
      assertThat(result.exits(ExitCode.FINDINGS).err())
          .contains("1293 of 1300 spans to " + receiver.url() + ", 7 refused: too many");
      assertThat(receiver.taken).hasSize(3);
      assertThat(receiver.spans()).hasSize(TASKS);
    }
  }

  @Test
  void a_rejection_in_json_is_understood() throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.http().then(new Mood.Rejects(1))) {
      assertThat(send(HELLO, receiver, "--protocol", "http/json").exits(ExitCode.FINDINGS).err())
          .contains("1 of 2 spans", "1 refused: too many");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void is_sent_again_when_the_receiver_says_later(int status) throws IOException {
    Mood later = new Mood.Fails(status, "0");
    try (OtlpReceiver receiver = OtlpReceiver.http().then(later, later)) {
      send(HELLO, receiver).exits(ExitCode.FINE);
      assertThat(receiver.spans()).hasSize(2);
    }
    try (OtlpReceiver receiver =
        OtlpReceiver.http().then(Collections.nCopies(9, later).toArray(Mood[]::new))) {
      assertThat(send(HELLO, receiver, "--retries", "2").exits(ExitCode.FINDINGS).err())
          .contains("0 of 2 spans", "2 not delivered: HTTP status " + status + ": not now");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 14})
  void is_sent_again_when_grpc_says_later(int status) throws IOException {
    Mood later = new Mood.Fails(status, "0");
    try (OtlpReceiver receiver = OtlpReceiver.grpc().then(later)) {
      send(HELLO, receiver, "--protocol", "grpc").exits(ExitCode.FINE);
      assertThat(receiver.spans()).hasSize(2);
    }
  }

  @Test
  void a_slice_that_is_refused_does_not_end_it_all() throws IOException {
    for (String protocol : List.of("grpc", "http/protobuf")) {
      Mood refuses = new Mood.Fails(protocol.equals("grpc") ? 3 : 400, null);
      try (OtlpReceiver receiver = receiver(protocol).then(refuses)) {
        assertThat(send(many(), receiver, "--protocol", protocol).exits(ExitCode.FINDINGS).err())
            .contains("788 of 1300 spans", "512 refused: ", "not now");
        assertThat(receiver.spans()).hasSize(788);
      }
    }
  }

  @Test
  void nothing_more_is_tried_where_nothing_is_let_in() throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.http().then(new Mood.Fails(401, null))) {
      assertThat(send(many(), receiver).exits(ExitCode.FINDINGS).err())
          .contains("0 of 1300 spans", "1300 not delivered: HTTP status 401");
      assertThat(receiver.taken).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf"})
  void a_receiver_that_dies_half_way_or_sleeps(String protocol) throws IOException {
    try (OtlpReceiver receiver = receiver(protocol).then(new Mood.Rejects(0), new Mood.Drops())) {
      assertThat(
              send(many(), receiver, "--protocol", protocol, "--retries", "0")
                  .exits(ExitCode.FINDINGS)
                  .err())
          .contains("512 of 1300 spans", "788 not delivered: ");
    }
    try (OtlpReceiver receiver = receiver(protocol).then(new Mood.Sleeps())) {
      assertThat(
              send(HELLO, receiver, "--protocol", protocol, "--retries", "0", "--timeout", "300")
                  .exits(ExitCode.FINDINGS)
                  .err())
          .contains("2 not delivered: no answer within 300 ms");
    }
  }

  @Test
  void a_port_of_another_protocol_or_of_nobody() throws IOException {
    try (OtlpReceiver http = OtlpReceiver.http();
        OtlpReceiver grpc = OtlpReceiver.grpc()) {
      assertThat(
              send(HELLO, http, "--protocol", "grpc", "--retries", "0", "--timeout", "2000")
                  .exits(ExitCode.FINDINGS)
                  .err())
          .contains("2 not delivered: no answer");
      assertThat(
              send(
                      HELLO,
                      grpc,
                      "--protocol",
                      "http/protobuf",
                      "--retries",
                      "0",
                      "--timeout",
                      "2000")
                  .exits(ExitCode.FINDINGS)
                  .err())
          .contains("2 not delivered: no answer");
    }
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    assertThat(
            session
                .run(
                    "export",
                    "otlp",
                    HELLO,
                    "--endpoint",
                    "http://localhost:" + port,
                    "--retries",
                    "0")
                .exits(ExitCode.FINDINGS)
                .err())
        .contains("2 not delivered: can't connect");
  }

  @Test
  void tls_is_refused_without_the_authority_and_taken_with_it() throws Exception {
    Path store = pair("localhost", "EC");
    Path pem = certificate(store);
    try (OtlpReceiver receiver = OtlpReceiver.https(keys(store, null))) {
      assertThat(send(HELLO, receiver).exits(ExitCode.FINDINGS).err())
          .contains("2 not delivered: the TLS connection failed");
      send(HELLO, receiver, "--ca", pem.toString()).exits(ExitCode.FINE);
      assertThat(receiver.spans()).hasSize(2);
      assertThat(send(HELLO, receiver, "--ca", HELLO).exits(ExitCode.INPUT).err()).contains(HELLO);
      assertThat(send(HELLO, receiver, "--cert", pem.toString()).exits(ExitCode.USAGE).err())
          .contains("--cert and --key go together");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void a_receiver_that_wants_a_certificate_is_shown_one(String algorithm) throws Exception {
    Path server = pair("localhost", "EC");
    Path client = pair("client", algorithm);
    String ca = certificate(server).toString();
    String shown = certificate(client).toString();
    String key = privateKey(client).toString();
    try (OtlpReceiver receiver = OtlpReceiver.mutual(keys(server, client))) {
      assertThat(send(HELLO, receiver, "--ca", ca, "--retries", "0").exits(ExitCode.FINDINGS).err())
          .contains("2 not delivered");
      assertThat(receiver.spans()).isEmpty();
      send(HELLO, receiver, "--ca", ca, "--cert", shown, "--key", key).exits(ExitCode.FINE);
      assertThat(receiver.spans()).hasSize(2);
      session
          .with("OTEL_EXPORTER_OTLP_CERTIFICATE", ca)
          .with("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", shown)
          .with("OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY", key);
      send(HELLO, receiver).exits(ExitCode.FINE);
      assertThat(receiver.spans()).hasSize(4);
      assertThat(send(HELLO, receiver, "--key", shown).exits(ExitCode.INPUT).err())
          .contains(shown + " is no private key in PEM (PKCS #8)");
    }
  }

  /** A new key and a certificate of that name. */
  private Path pair(String name, String algorithm) throws Exception {
    Path store = folder.resolve(name + ".p12");
    keytool(
        store,
        "-genkeypair",
        "-keyalg",
        algorithm,
        "-dname",
        "CN=" + name,
        "-ext",
        "san=dns:" + name);
    return store;
  }

  private Path certificate(Path store) throws Exception {
    Path pem = folder.resolve(store.getFileName() + ".cert.pem");
    keytool(store, "-exportcert", "-rfc", "-file", pem.toString());
    return pem;
  }

  private Path privateKey(Path store) throws Exception {
    byte[] key = load(store).getKey("mykey", PASSWORD).getEncoded();
    return Files.writeString(
        folder.resolve(store.getFileName() + ".key.pem"),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n");
  }

  private static void keytool(Path store, String... args) throws Exception {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    words.addAll(List.of(args));
    words.addAll(List.of("-keystore", store.toString(), "-storepass", new String(PASSWORD)));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = process.inputReader().readAllAsString();
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static KeyStore load(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  /** What a server shows, and whose certificate it trusts, if anybody's. */
  private static SSLContext keys(Path own, @Nullable Path trusted) throws Exception {
    KeyManagerFactory shown = KeyManagerFactory.getInstance("PKIX");
    shown.init(load(own), PASSWORD);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    SSLContext context = SSLContext.getInstance("TLS");
    if (trusted != null) {
      KeyStore one = KeyStore.getInstance("PKCS12");
      one.load(null, null);
      one.setCertificateEntry("client", load(trusted).getCertificate("mykey"));
      trust.init(one);
    }
    context.init(shown.getKeyManagers(), trusted == null ? null : trust.getTrustManagers(), null);
    return context;
  }

  @Test
  void the_standard_variables_say_the_same() throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.http()) {
      session
          .with("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url())
          .with("OTEL_EXPORTER_OTLP_HEADERS", "a=1,b=x%20y")
          .with("OTEL_EXPORTER_OTLP_TRACES_COMPRESSION", "gzip")
          .with("OTEL_SERVICE_NAME", "mine")
          .with("OTEL_RESOURCE_ATTRIBUTES", "team=blue,service.name=other")
          .run("export", "otlp", HELLO)
          .exits(ExitCode.FINE);
      assertThat(receiver.headers)
          .containsEntry("a", "1")
          .containsEntry("b", "x y")
          .containsEntry("content-encoding", "gzip")
          .containsEntry("content-type", "application/x-protobuf");
      var resource =
          ExportOtlpTest.attributes(
              receiver.taken.getFirst().getResourceSpans(0).getResource().getAttributesList());
      assertThat(resource.get("service.name").getStringValue()).isEqualTo("mine");
      assertThat(resource.get("team").getStringValue()).isEqualTo("blue");
      session
          .with("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", receiver.url() + "/v1/traces/")
          .run("export", "otlp", HELLO)
          .exits(ExitCode.FINE);
    }
  }

  @Test
  void what_cannot_be_meant_is_refused() {
    assertThat(session.run("export", "otlp", HELLO).exits(ExitCode.USAGE).err())
        .contains("--output FILE", "--endpoint URL");
    for (String bad : List.of("localhost:4318", "ftp://x", "http://", "http:// x")) {
      assertThat(
              session.run("export", "otlp", HELLO, "--endpoint", bad).exits(ExitCode.USAGE).err())
          .contains("'" + bad + "' can't be an endpoint");
    }
    String url = "http://localhost:4318";
    assertThat(
            session
                .run("export", "otlp", HELLO, "--endpoint", url, "-o", "-")
                .exits(ExitCode.USAGE)
                .err())
        .contains("can't both be");
    assertThat(
            session
                .run("export", "otlp", HELLO, "--endpoint", url, "--protocol", "x")
                .exits(ExitCode.USAGE)
                .err())
        .contains("unknown protocol 'x'");
    assertThat(
            session
                .run("export", "otlp", HELLO, "--endpoint", url, "--timeout", "0")
                .exits(ExitCode.USAGE)
                .err())
        .contains("expected milliseconds");
    assertThat(
            session
                .run("export", "otlp", HELLO, "-o", "-", "--max-spans", "0")
                .exits(ExitCode.USAGE)
                .err())
        .contains("expected at least 1");
  }

  @Test
  void ids_are_those_of_the_file() throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.grpc()) {
      send(HELLO, receiver, "--protocol", "grpc", "--start", "now").exits(ExitCode.FINE);
      assertThat(HexFormat.of().formatHex(receiver.spans().getLast().getTraceId().toByteArray()))
          .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    }
  }
}
