package dev.berth.targets.kubernetes;

import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.kubernetes.rendering.ClusterSettings;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The way to one API server: opened when first needed, and again after what went wrong there. */
final class Connection implements AutoCloseable {

  private static final int UNAUTHORIZED = 401;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  /** The callers ask again themselves; the client only gets over a connection that broke. */
  private static final int RETRIES = 1;

  /** Informers of all clusters run their callbacks here: threads cost nothing while they wait. */
  private static final Executor TASKS = Executors.newVirtualThreadPerTaskExecutor();

  /** One set of event loops for all clusters, of which a monitor may have hundreds. */
  private static final Vertx LOOPS =
      Vertx.vertx(
          new VertxOptions()
              .setUseDaemonThread(true)
              .setFileSystemOptions(
                  new FileSystemOptions()
                      .setFileCachingEnabled(false)
                      .setClassPathResolvingEnabled(false)));

  private final ClusterSettings settings;
  private final String name;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable KubernetesClient client;

  Connection(ClusterSettings settings, String name, InstantSource clock) {
    this.settings = settings;
    this.name = name;
    this.clock = clock;
  }

  /** Something to ask of an API server. */
  @FunctionalInterface
  interface Question<T extends @Nullable Object> {
    T put(KubernetesClient client);
  }

  /** Asks for what has to be given; a refusal is trouble too. */
  <T extends @Nullable Object> T ask(String what, Question<T> question)
      throws TargetTroubleException {
    try {
      return question.put(client());
    } catch (KubernetesClientException | VertxException e) {
      throw trouble(what, e);
    }
  }

  /** Asks for what may be refused. */
  <T> Reply<T> request(String what, Question<T> question) throws TargetTroubleException {
    try {
      return new Reply.Given<>(question.put(client()));
    } catch (KubernetesClientException e) {
      int code = e.getCode();
      if (code < 400
          || code >= 500
          || code == UNAUTHORIZED
          || code == REQUEST_TIMEOUT
          || code == TOO_MANY_REQUESTS) {
        throw trouble(what, e);
      }
      String said = e.getStatus() == null ? null : e.getStatus().getMessage();
      return new Reply.Refused<>(code, said == null ? String.valueOf(e.getMessage()) : said);
    } catch (VertxException e) {
      throw trouble(what, e);
    }
  }

  /** The client lets its transport's own exceptions through where it waits for an answer itself. */
  private TargetTroubleException trouble(String what, RuntimeException e) {
    return new TargetTroubleException("cluster " + name + ": " + what + ": " + e.getMessage(), e);
  }

  KubernetesClient client() throws TargetTroubleException {
    lock.lock();
    try {
      if (client == null) {
        client = open();
      }
      return client;
    } catch (IOException | KubernetesClientException e) {
      throw new TargetTroubleException("cluster " + name + ": cannot be connected to: " + e, e);
    } finally {
      lock.unlock();
    }
  }

  private KubernetesClient open() throws IOException {
    Config config;
    if (settings.kubeconfig() == null) {
      config = Config.autoConfigure(settings.context());
    } else {
      Path file = Path.of(settings.kubeconfig());
      if (!Files.isReadable(file)) {
        throw new IOException("kubeconfig " + file + " cannot be read");
      }
      config = Config.fromKubeconfig(settings.context(), file.toFile());
      KubeconfigToken.provide(config, clock);
    }
    config.setNamespace(settings.namespace());
    config.setRequestTimeout(millis(settings.timeout()));
    config.setConnectionTimeout(millis(settings.timeout()));
    config.setRequestRetryBackoffLimit(RETRIES);
    config.setUserAgent("berth");
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new VertxHttpClientFactory(LOOPS))
        .withTaskExecutor(TASKS)
        .build();
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (client != null) {
        client.close();
        client = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
