package dev.berth.local.traces;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * Takes spans as OTLP over HTTP in protobuf, plain or gzip, on {@code POST /v1/traces} of
 * 127.0.0.1, and keeps them.
 */
public final class Receiver implements AutoCloseable {

  private static final String PROTOBUF = "application/x-protobuf";

  /** More than any exporter of ours sends at once; also what unpacks to more is refused. */
  private static final int MAXIMUM_BYTES = 8 << 20;

  private static final int BACKLOG = 64;
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int WRONG_METHOD = 405;
  private static final int TOO_LARGE = 413;
  private static final int WRONG_TYPE = 415;
  private static final int TROUBLE = 503;

  private final HttpServer server;
  private final ExecutorService executor;
  private final SpanFiles files;

  private Receiver(HttpServer server, ExecutorService executor, SpanFiles files) {
    this.server = server;
    this.executor = executor;
    this.files = files;
  }

  /**
   * Starts one.
   *
   * @param port 0 for any that is free
   * @throws IOException if the port is taken
   */
  public static Receiver start(int port, SpanFiles files) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    // One thread: spans are appended one request after the other.
    ExecutorService executor =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().name("receiver").factory());
    Receiver receiver = new Receiver(server, executor, files);
    server.setExecutor(executor);
    server.createContext("/v1/traces", receiver::take);
    server.createContext(
        "/healthz",
        exchange -> answer(exchange, OK, "text/plain", "ready\n".getBytes(StandardCharsets.UTF_8)));
    server.start();
    return receiver;
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.close();
  }

  private void take(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      refuse(exchange, WRONG_METHOD, "only POST is taken here");
      return;
    }
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    if (!type.startsWith(PROTOBUF)) {
      refuse(exchange, WRONG_TYPE, "Content-Type '%s' is not %s".formatted(type, PROTOBUF));
      return;
    }
    byte[] body = body(exchange);
    if (body.length > MAXIMUM_BYTES) {
      refuse(exchange, TOO_LARGE, "more than %d bytes".formatted(MAXIMUM_BYTES));
      return;
    }
    ExportTraceServiceRequest request;
    try {
      request = ExportTraceServiceRequest.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      refuse(exchange, BAD_REQUEST, "not an ExportTraceServiceRequest: " + e.getMessage());
      return;
    }
    try {
      files.append(Otlp.read(request));
    } catch (IOException e) {
      // Exporters try again after this status.
      refuse(exchange, TROUBLE, "spans could not be written: " + e.getMessage());
      return;
    }
    answer(exchange, OK, PROTOBUF, ExportTraceServiceResponse.getDefaultInstance().toByteArray());
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    boolean packed =
        "gzip".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream in =
        packed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
      return in.readNBytes(MAXIMUM_BYTES + 1);
    }
  }

  private static void refuse(HttpExchange exchange, int status, String reason) throws IOException {
    answer(exchange, status, "text/plain", (reason + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
