package dev.berth.targets.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.FleetFile;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/**
 * Speaks just so much of the API server's protocol over real HTTP as a test needs of what the real
 * one does not do when it is told to: a token that runs out between two pages, a bookmark now, a
 * connection that ends in the middle of a watch.
 */
final class SpokenApiServer implements AutoCloseable {

  static final String JOBS = "/jobs";

  private static final String NONE =
      "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[]}";

  private final HttpServer server;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> toldToWatchersOfJobs = new LinkedBlockingQueue<>();

  /** Ends the connection of whoever watches jobs. */
  private static final String HANG_UP = "";

  private final Function<String, String> jobs;

  /**
   * @param jobs what is answered to a list of jobs, by its query; text that begins with a number is
   *     that HTTP status and the rest
   */
  SpokenApiServer(Function<String, String> jobs) throws IOException {
    this.jobs = jobs;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /** Queries of lists and watches of jobs, in their order; decoded. */
  List<String> askedOfJobs() {
    return asked.stream()
        .filter(one -> one.contains(JOBS + "?"))
        .map(one -> one.substring(one.indexOf('?') + 1))
        .toList();
  }

  int watches() {
    return (int) asked.stream().filter(one -> one.contains("watch=true")).count();
  }

  void tell(String event) {
    toldToWatchersOfJobs.add(event);
  }

  void hangUp() {
    toldToWatchersOfJobs.add(HANG_UP);
  }

  Driver driver(Path folder) throws Exception {
    Path kubeconfig = folder.resolve("kubeconfig");
    if (!Files.exists(kubeconfig)) {
      Files.writeString(
          kubeconfig,
          """
          apiVersion: v1
          kind: Config
          clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
          users: [{name: u, user: {token: t}}]
          contexts: [{name: x, context: {cluster: c, user: u}}]
          current-context: x
          """
              .formatted(server.getAddress().getPort()));
    }
    String fleet =
        """
        targets:
          - id: spoken
            model: self-hosted-kubernetes
            dialect: kubeadm
            driver: {kind: kubernetes, settings: {kubeconfig: "%s"}}
            nodes: [{name: n, cpus: 1, memoryMiB: 1024, maximum: 1}]
        """
            .formatted(kubeconfig);
    return new KubernetesDriverProvider().open(FleetFile.parse(fleet, "test").targets().getFirst());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      // This server ends connections that it thinks idle, and a client may just be using one again.
      exchange.getResponseHeaders().add("Connection", "close");
      if (exchange.getRequestHeaders().containsKey("Upgrade")) {
        // As one behind a proxy that lets no websocket through; the client asks again without.
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      String path = exchange.getRequestURI().getPath();
      String query = String.valueOf(exchange.getRequestURI().getQuery());
      asked.add(path + '?' + query);
      if (path.equals("/apis")) {
        send(exchange, "{\"kind\":\"APIGroupList\",\"apiVersion\":\"v1\",\"groups\":[]}");
      } else if (query.contains("watch=true")) {
        watch(exchange, path.endsWith(JOBS));
      } else {
        send(exchange, path.endsWith(JOBS) ? jobs.apply(query) : NONE);
      }
    }
  }

  private static void send(HttpExchange exchange, String text) throws IOException {
    boolean fails = Character.isDigit(text.charAt(0));
    byte[] body = (fails ? text.substring(3) : text).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(fails ? Integer.parseInt(text.substring(0, 3)) : 200, body.length);
    exchange.getResponseBody().write(body);
  }

  private void watch(HttpExchange exchange, boolean ofJobs) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.flush();
    try {
      String event =
          ofJobs ? toldToWatchersOfJobs.take() : new LinkedBlockingQueue<String>().take();
      while (!event.equals(HANG_UP)) {
        out.write((event + '\n').getBytes(StandardCharsets.UTF_8));
        out.flush();
        event = toldToWatchersOfJobs.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
