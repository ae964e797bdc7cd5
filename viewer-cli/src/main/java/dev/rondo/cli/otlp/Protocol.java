package dev.rondo.cli.otlp;

/** How spans travel to an endpoint, as OTEL_EXPORTER_OTLP_PROTOCOL spells it. */
public enum Protocol {
  /** Over HTTP/2, with gRPC's frames and trailers. */
  GRPC("grpc", "application/grpc"),
  /** A POST with a protobuf body. */
  PROTOBUF("http/protobuf", "application/x-protobuf"),
  /** A POST with a JSON body. */
  JSON("http/json", "application/json");

  private final String text;
  final String contentType;

  Protocol(String text, String contentType) {
    this.text = text;
    this.contentType = contentType;
  }

  /** As it is spelled. */
  public String text() {
    return text;
  }

  /** Whether it is one of the two that need no more than HTTP/1.1. */
  boolean plain() {
    return this != GRPC;
  }
}
