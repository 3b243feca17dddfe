package dev.berth.targets.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.OAuthTokenProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The token that a kubeconfig signs in with; none where it is a certificate that does. The client
 * itself reads the file, and runs the program that it names, again for every request once a minute
 * has passed, for as long as that gives no token, and for all that are under way if it does.
 */
final class KubeconfigToken implements OAuthTokenProvider {

  /** As often as the client itself; a token that such a program gives is good for longer. */
  static final Duration READ_EVERY = Duration.ofMinutes(1);

  private record Read(@Nullable String token, Instant at) {}

  private final Config config;
  private final InstantSource clock;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Read last;

  private KubeconfigToken(Config config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    this.last = new Read(token(config), clock.instant());
  }

  /**
   * Has the client ask here, where there is a token of the file's own to ask for: what is said once
   * and for all stays as it is, and what is renewed over the network remains the client's to renew.
   */
  static void provide(Config config, InstantSource clock) {
    if (config.getFile() != null
        && config.getOauthToken() == null
        && config.getAuthProvider() == null
        && config.getUsername() == null) {
      config.setOauthTokenProvider(new KubeconfigToken(config, clock));
    }
  }

  /** While one reads it again, the others go on with what was read before. */
  @Override
  public @Nullable String getToken() {
    if (isOld() && reading.tryLock()) {
      try {
        if (isOld()) {
          last = new Read(again(), clock.instant());
        }
      } finally {
        reading.unlock();
      }
    }
    return last.token();
  }

  private boolean isOld() {
    return !clock.instant().isBefore(last.at().plus(READ_EVERY));
  }

  /** A file that is being written is unreadable for a moment, and the parser has its own words. */
  private @Nullable String again() {
    try {
      return token(config.refresh());
    } catch (RuntimeException e) {
      return last.token();
    }
  }

  private static @Nullable String token(Config config) {
    return config.getOauthToken() == null ? config.getAutoOAuthToken() : config.getOauthToken();
  }
}
