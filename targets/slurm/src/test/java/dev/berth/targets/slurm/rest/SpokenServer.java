package dev.berth.targets.slurm.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.berth.targets.slurm.site.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers as slurmrestd was seen to answer, where a real one cannot be made to: a path that nobody
 * has prepared is a path that it does not know.
 */
final class SpokenServer implements AutoCloseable {

  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final Map<String, Answer> answers = new HashMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  SpokenServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  SpokenServer says(String methodAndPath, int status, String body) {
    answers.put(methodAndPath, new Answer(status, body.replace('\'', '"')));
    return this;
  }

  /** Methods, paths and content types, in order. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  RestConversation conversation(Path folder) {
    try {
      Path token = folder.resolve("token");
      Files.writeString(token, "SLURM_JWT=abc\n");
      return new RestConversation(
          new Transport.Rest(
              URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
              new Transport.Token.InFile(token.toString()),
              "me"),
          Duration.ofSeconds(5),
          Clock.systemUTC());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String asked = exchange.getRequestMethod() + ' ' + exchange.getRequestURI().getRawPath();
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      this.asked.add(type == null ? asked : asked + ' ' + type);
      exchange.getRequestBody().readAllBytes();
      Answer answer = answers.getOrDefault(asked, new Answer(404, "Unable find requested URL."));
      if (answer.status() == 0) {
        return;
      }
      byte[] body = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
